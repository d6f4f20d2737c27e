namespace TopoGen.Benchmarks;

/// <summary>Storm's FileReadWordCountTopo: lines of a text in memory, over and over, as words, counted in state by key.</summary>
[Topology("file-words-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class FileReadWordCount
{
    [Spout]
    public sealed partial class Source : StormLines;

    [Bolt(Parallelism = 2), ShuffleGrouping<Source>]
    public sealed partial class Split : StormSplit;

    [Bolt(Parallelism = 2), FieldsGrouping<Split>(nameof(StormWord.Text))]
    public sealed partial class Tally : StormTally;
}
