using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime;

/// <summary>How <see cref="PlacementRecord"/>s are written: as <see cref="CoordinationJson"/> writes what they are part of.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlacementRecord))]
[JsonSerializable(typeof(ImmutableArray<PlannedTasks>))]
internal sealed partial class PlacementJson : JsonSerializerContext;
