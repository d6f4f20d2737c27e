namespace TopoGen.Runtime;

/// <summary>The gates of all work units that can reach one channel: closed while it overflows. One executor's thread only.</summary>
internal sealed class GateList
{
    private readonly List<Gate> _gates = [];

    /// <summary>Whether the gates are closed.</summary>
    public bool IsClosed { get; private set; }

    public void Attach(Gate gate)
    {
        _gates.Add(gate);
        if (IsClosed)
        {
            gate.Close();
        }
    }

    public void Detach(Gate gate)
    {
        if (_gates.Remove(gate) && IsClosed)
        {
            gate.Open();
        }
    }

    public void Close()
    {
        IsClosed = true;
        foreach (Gate gate in _gates)
        {
            gate.Close();
        }
    }

    public void Open()
    {
        IsClosed = false;
        foreach (Gate gate in _gates)
        {
            gate.Open();
        }
    }
}
