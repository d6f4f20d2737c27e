using System.Text.Json.Serialization;

namespace TopoGen.Runtime.Sqlite;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StoreMarker))]
internal sealed partial class StoreMarkerJson : JsonSerializerContext;
