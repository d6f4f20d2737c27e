namespace TopoGen.Runtime;

/// <summary>
/// Says whether a work unit may run: it is closed while a ring that the unit can reach through fused calls overflows, or
/// while the unit's asynchronous bolt has no call to spare. Touched by one executor's thread only.
/// </summary>
internal sealed class Gate
{
    private PaddedCounter _reasons;

    public bool IsOpen => _reasons.Value == 0;

    public void Close() => _reasons.Value++;

    public void Open() => _reasons.Value--;
}
