namespace TopoGen.Benchmarks;

/// <summary>What generated codecs are to reach.</summary>
internal static class CodecGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "codec",
        [
            .. new[] { "codec-by-hand", "codec-generated", "codec-view", "codec-memorypack", "codec-protobuf", "codec-json" }
                .Select(name => Subject.Measured(name, options)),
        ],
        [
            new("Codec round trip of a view: int, long, double, 12 letters", "codec-view", null, "ns", "ns", 20),
            new("… bytes allocated", "codec-view", null, "bytes", "B", 0.01),
            new("Codec round trip of an object, against spans by hand", "codec-generated", "codec-by-hand", "ns", "ns", 1.15),
            new("… against Google.Protobuf", "codec-generated", "codec-protobuf", "ns", "ns", 0.5, AsSpeed: true),
            new("… against MemoryPack", "codec-generated", "codec-memorypack", "ns", "ns", null, AsSpeed: true),
            new("… against System.Text.Json with generated code", "codec-generated", "codec-json", "ns", "ns", null, AsSpeed: true),
            new("… bytes allocated (by hand: the string alone)", "codec-generated", "codec-by-hand", "bytes", "B", 1),
        ]);
}
