using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What a test feeds in place of a spout. It is the outside world: it survives the process, and gives the same again at the same position.</summary>
internal sealed class FedInput
{
    private readonly List<(int Output, Action<OutputPort> Send)> _tuples = [];

    /// <summary>Whether nothing follows.</summary>
    public bool IsOver { get; set; }

    public int Count => _tuples.Count;

    /// <summary>Where the spout goes on that has no position saved. What was given to one that was killed is gone with it.</summary>
    public long Given { get; private set; }

    public void Add(int output, Action<OutputPort> send) => _tuples.Add((output, send));

    public (int Output, Action<OutputPort> Send) At(long position)
    {
        Given = Math.Max(Given, position + 1);
        return _tuples[(int)position];
    }
}
