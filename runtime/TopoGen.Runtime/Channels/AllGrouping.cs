namespace TopoGen.Runtime;

/// <summary>Every task receives every tuple.</summary>
internal sealed class AllGrouping<T>() : Grouping<T>(GroupingKind.All)
    where T : allows ref struct
{
    internal override OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups)
        => targets is [var only] ? only : new FanOut<T>(targets);
}
