using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What a spout listens to without having declared it: what bolts tell of its messages' trees.</summary>
internal sealed class LedgerSubscription(string bolt)
    : SubscriptionDefinition(bolt, stream: "", handler: "", isAsync: false, acksByHand: false)
{
    public override Type TupleType => typeof(LedgerUpdate);

    public override GroupingKind Grouping => GroupingKind.Direct;

    public override ImmutableArray<string> Fields => [];

    public override Type? CustomGrouping => null;

    internal override int LeastTupleSize => LedgerUpdate.Size;

    internal override Carrier Plain => LedgerCarrier.Instance;

    internal override Carrier Tracked => Plain;

    internal override SubscriptionDefinition From(string source) => new LedgerSubscription(source);

    internal override OutputPort CreateRoute(OutputPort[] targets, OutputPort[] others, int producer, int keyGroups)
        => throw new NotSupportedException("No user code emits to a ledger.");
}
