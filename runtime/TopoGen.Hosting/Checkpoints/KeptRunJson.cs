using System.Text.Json.Serialization;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>How a data folder's <see cref="RunRecord"/> is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class KeptRunJson : JsonSerializerContext;
