namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>A topology that is chosen by an option of its own.</summary>
[Topology("optional", Option = "--other")]
public sealed partial class Optional
{
    [StreamTuple] public readonly partial record struct Nothing(int Value);

    [Spout]
    public sealed partial class Other
    {
        public SpoutStatus Next() => SpoutStatus.End;

        [Output] private partial void Emit(in Nothing nothing);
    }
}
