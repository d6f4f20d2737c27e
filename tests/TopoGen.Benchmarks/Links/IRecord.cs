using System.Text.Json.Serialization.Metadata;

namespace TopoGen.Benchmarks;

/// <summary>What the hand-written senders send.</summary>
internal interface IRecord<TSelf>
    where TSelf : unmanaged, IRecord<TSelf>
{
    static abstract JsonTypeInfo<TSelf> Json { get; }

    long Number { get; }

    static abstract TSelf Of(long number);
}
