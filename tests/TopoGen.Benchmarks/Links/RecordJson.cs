using System.Text.Json.Serialization;

namespace TopoGen.Benchmarks;

[JsonSerializable(typeof(SmallRecord))]
[JsonSerializable(typeof(LargeRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
