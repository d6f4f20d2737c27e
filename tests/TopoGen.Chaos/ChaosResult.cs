using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TopoGen.Chaos;

/// <summary>What is said at the end.</summary>
/// <param name="Lost">Numbers that are missing in one of the sinks at least.</param>
/// <param name="Duplicates">Numbers that a sink has once more than once, over both.</param>
/// <param name="Reordered">Numbers that a sink has behind a larger one of their key.</param>
/// <param name="StateErrors">Outcomes whose state is not the closed form, or that only one sink has.</param>
/// <param name="Epochs">How many the sinks saw.</param>
/// <param name="RecoveriesMs">From a fault to the first output behind it of everyone on the way.</param>
/// <param name="Rounds">How many faults there were.</param>
/// <param name="Seed">Of what was random.</param>
/// <param name="Verdict"><c>kept</c> or <c>broken</c>.</param>
/// <param name="AcceptedLoss">Whether a run refused to go on without what Redis had lost, and was told to all the same.</param>
/// <param name="Problems">What broke it, or what processes did on their own.</param>
internal sealed record ChaosResult(
    long Lost,
    long Duplicates,
    long Reordered,
    long StateErrors,
    long Epochs,
    Percentiles RecoveriesMs,
    int Rounds,
    int Seed,
    string Verdict,
    bool AcceptedLoss,
    ImmutableArray<string> Problems)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [JsonIgnore]
    public bool IsKept => Verdict == "kept";

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
