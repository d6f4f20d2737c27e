using System.Text.Json;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime;

/// <summary>How a <see cref="SavepointInfo"/> is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavepointInfo))]
internal sealed partial class SavepointJson : JsonSerializerContext;
