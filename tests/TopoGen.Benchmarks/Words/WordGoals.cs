namespace TopoGen.Benchmarks;

/// <summary>What counting words is to reach, as whole processes and within one.</summary>
internal static class WordGoals
{
    private static string Sample => Repository.Assembly("samples/WordCount");

    public static IReadOnlyList<GoalGroup> All(SuiteOptions options, WordCountFiles files) =>
    [
        new("epochs",
            [Subject.Measured("tally-plain", options), Subject.Measured("tally-once", options)],
            [
                new("100,000 words counted exactly once, an epoch every second, against at most once", "tally-once", "tally-plain", "ns", "ns", 1 / 0.97, AsSpeed: true),
            ]),
        new("word-count",
            [
                ByHand("dictionary", files),
                new("word-count-topology", [Sample, "run", files.Text, "--output", files.Counts("topology")], IsSilent: true),
                new("word-count-bytes", [Sample, "run", "--bytes", files.Text, "--output", files.Counts("bytes")], IsSilent: true),
                ByHand("channels", files), ByHand("plinq", files), ByHand("dataflow", files),
            ],
            [
                new("Word count, whole process, against one thread with a `Dictionary`", "word-count-topology", "word-count-dictionary", "wall", "s", 1 / 1.5, AsSpeed: true),
                new("… against tasks and bounded channels", "word-count-topology", "word-count-channels", "wall", "s", 0.5, AsSpeed: true),
                new("Word count with views, whole process, against tasks and bounded channels", "word-count-bytes", "word-count-channels", "wall", "s", 0.1, AsSpeed: true),
                new("… against PLINQ", "word-count-bytes", "word-count-plinq", "wall", "s", null, AsSpeed: true),
                new("… against TPL Dataflow", "word-count-bytes", "word-count-dataflow", "wall", "s", null, AsSpeed: true),
            ]),
        new("words",
            [
                Subject.Measured("words-shape", options), Subject.Measured("words-views", options), Subject.Measured("words-views-once", options),
                Subject.Measured("words-lanes", options) with { IsWorker = true }, Subject.Measured("words-stages", options) with { IsWorker = true },
            ],
            [
                new("Words of blocks of bytes, split, parted and counted as views on two threads, against the same by hand", "words-views", "words-shape", "ns", "ns", 1 / 0.8, AsSpeed: true),
                new("… bytes allocated of a word, of the last nine tenths", "words-views", null, "bytes", "B", 0.01),
                new("… in two processes, each of which splits and counts", "words-lanes", "words-shape", "ns", "ns", 1 / 0.7, AsSpeed: true),
                new("… in two processes, of which one splits and one counts", "words-stages", "words-shape", "ns", "ns", null, AsSpeed: true),
                new("… exactly once, an epoch every second in memory, against at most once", "words-views-once", "words-views", "ns", "ns", 1 / 0.97, AsSpeed: true),
            ]),
    ];

    private static Subject ByHand(string kind, WordCountFiles files)
        => Subject.Own($"word-count-{kind}", "count", kind, files.Text, "--output", files.Counts(kind));
}
