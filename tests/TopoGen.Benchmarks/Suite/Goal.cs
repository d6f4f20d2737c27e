namespace TopoGen.Benchmarks;

/// <summary>What one subject is to reach, alone or against another in the same run.</summary>
/// <param name="Title">What is compared, for the table.</param>
/// <param name="Subject">The name of the <see cref="Benchmarks.Subject"/> that is judged.</param>
/// <param name="Baseline">The name of the one it is compared to, or null where the figure itself is judged.</param>
/// <param name="Figure">Which figure of both: the smaller, the better.</param>
/// <param name="Unit">Of the figure.</param>
/// <param name="AtMost">The largest figure allowed, as a multiple of the baseline's where there is one; null where it is only shown.</param>
/// <param name="AsSpeed">The table shows how many times as fast the subject is, rather than how much time it takes.</param>
internal sealed record Goal(
    string Title, string Subject, string? Baseline, string Figure, string Unit, double? AtMost, bool AsSpeed = false)
{
    /// <param name="ratio">The subject's figure as a multiple of the baseline's, or the figure itself where there is none.</param>
    /// <returns>Null where nothing is asked.</returns>
    public bool? IsMet(double ratio) => AtMost is { } most ? ratio <= most : null;

    /// <inheritdoc cref="IsMet"/>
    public string Describe(double ratio)
        => Baseline is null ? $"{ratio:0.##} {Unit}" : AsSpeed ? $"{1 / ratio:0.00}× the speed" : $"{ratio:0.00}×";

    public string DescribeLimit() => AtMost is { } most ? (AsSpeed ? "≥ " : "≤ ") + Describe(most) : "—";
}
