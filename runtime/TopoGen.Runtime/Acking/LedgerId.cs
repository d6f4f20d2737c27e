namespace TopoGen.Runtime;

/// <summary>
/// The ledger of one incarnation of one spout task, in 64 bits: 12 for the component's place in topological order, 10 for the task, 42 for
/// the incarnation.
/// </summary>
internal readonly record struct LedgerId(ulong Value)
{
    public const int MostComponents = 1 << 12;

    private const int TaskBits = 10;
    private const int ComponentBits = 12;

    public int Component => (int)(Value >> TaskBits) & (MostComponents - 1);

    public int Task => (int)Value & ((1 << TaskBits) - 1);

    public static LedgerId Of(int component, int task, long incarnation)
        => new(((ulong)incarnation << (ComponentBits + TaskBits)) | ((ulong)component << TaskBits) | (uint)task);
}
