namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>Asks for a service that nobody registers.</summary>
[Topology("lonely")]
public sealed partial class Lonely
{
    [StreamTuple] public readonly partial record struct Number(long Value);

    [Spout]
    public sealed partial class Source(Unregistered service)
    {
        public SpoutStatus Next()
        {
            Emit(new Number(service.GetHashCode()));
            return SpoutStatus.End;
        }

        [Output] private partial void Emit(in Number number);
    }

    public sealed class Unregistered;
}
