using System.Text.Json;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime;

/// <summary>How the records of coordination are written in a store: members may be added, and what is unknown is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(WorkerInfo))]
[JsonSerializable(typeof(WorkerReport))]
[JsonSerializable(typeof(ClusterPlan))]
[JsonSerializable(typeof(DesiredState))]
[JsonSerializable(typeof(PositionRecord))]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(LossReport))]
[JsonSerializable(typeof(WorkerMetrics))]
public sealed partial class CoordinationJson : JsonSerializerContext;
