namespace TopoGen.Benchmarks;

/// <summary>What generated codecs are to reach.</summary>
internal static class CodecGoals
{
    public static GoalGroup Of(SuiteOptions options) => new(
        "codec",
        [Subject.Measured("codec-by-hand", options), Subject.Measured("codec-generated", options), Subject.Measured("codec-protobuf", options)],
        [
            new("Codec round trip of an object, against spans by hand", "codec-generated", "codec-by-hand", "ns", "ns", 1.15),
            new("… against Google.Protobuf", "codec-generated", "codec-protobuf", "ns", "ns", 0.5, AsSpeed: true),
            new("… bytes allocated (by hand: the string alone)", "codec-generated", "codec-by-hand", "bytes", "B", 1),
        ]);
}
