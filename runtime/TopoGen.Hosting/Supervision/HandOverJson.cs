using System.Text.Json.Serialization;

namespace TopoGen.Hosting.Supervision;

/// <summary>How a <see cref="HandOver"/> is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HandOver))]
internal sealed partial class HandOverJson : JsonSerializerContext;
