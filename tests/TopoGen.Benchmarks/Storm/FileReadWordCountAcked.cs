namespace TopoGen.Benchmarks;

/// <summary>The same with messages, a line each, counted in memory as Storm's does.</summary>
[Topology("file-words-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class FileReadWordCountAcked
{
    [Spout]
    public sealed partial class Source : StormAckedLines;

    [Bolt(Parallelism = 2), ShuffleGrouping<Source>]
    public sealed partial class Split : StormSplit;

    [Bolt(Parallelism = 2), FieldsGrouping<Split>(nameof(StormWord.Text))]
    public sealed partial class Tally : StormAckedTally;
}
