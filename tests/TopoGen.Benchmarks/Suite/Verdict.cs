namespace TopoGen.Benchmarks;

/// <summary>How a goal fared.</summary>
/// <param name="Goal">What was asked.</param>
/// <param name="Subject">The median of the subject's figure over all rounds.</param>
/// <param name="Baseline">The same of the baseline, where there is one.</param>
/// <param name="Ratios">One per round, each between neighbours in time; without a baseline the figure itself.</param>
internal sealed record Verdict(Goal Goal, double Subject, double? Baseline, IReadOnlyList<double> Ratios)
{
    public double Ratio => Statistics.Median(Ratios);

    public bool? IsMet => Goal.IsMet(Ratio);

    public static Verdict Of(Goal goal, IReadOnlyList<Round> rounds)
    {
        double[] subject = [.. rounds.Select(round => round[goal.Subject][goal.Figure])];
        if (goal.Baseline is null)
        {
            return new Verdict(goal, Statistics.Median(subject), null, subject);
        }

        double[] baseline = [.. rounds.Select(round => round[goal.Baseline][goal.Figure])];
        return new Verdict(
            goal, Statistics.Median(subject), Statistics.Median(baseline), [.. subject.Zip(baseline, static (s, b) => s / b)]);
    }
}
