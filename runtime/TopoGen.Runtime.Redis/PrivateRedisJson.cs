using System.Text.Json;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime.Redis;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PrivateRedisRecord))]
internal sealed partial class PrivateRedisJson : JsonSerializerContext;
