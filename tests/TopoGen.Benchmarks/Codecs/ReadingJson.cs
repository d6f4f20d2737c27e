using System.Text.Json.Serialization;

namespace TopoGen.Benchmarks;

[JsonSerializable(typeof(Reading))]
internal sealed partial class ReadingJson : JsonSerializerContext;
