using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos.Tests;

/// <summary>What the program finds in sinks, and which promise that breaks.</summary>
public sealed class JudgeTests
{
    private const int Keys = 3;
    private const int Length = 5;

    private static Outcome[] Whole => [.. Enumerable.Range(0, Keys).SelectMany(key => Enumerable.Range(1, Length).Select(n => At(key, n)).Append(At(key, Length) with { Kind = OutcomeKind.Total }))];

    [Fact]
    public void Sinks_that_hold_the_closed_form_keep_every_promise()
    {
        Findings findings = Of(Whole, [.. Whole.Select(outcome => outcome with { Task = 2 })]);

        Assert.Equal((0, 0, 0, 0), (findings.Lost, findings.Duplicates, findings.Reordered, findings.StateErrors));
        Assert.All(Enum.GetValues<Delivery>(), delivery => Assert.Empty(findings.Breaks(delivery)));
    }

    [Fact]
    public void What_one_sink_lacks_is_lost_which_at_most_once_allows()
    {
        Findings findings = Of(Whole, [.. Whole.Where(outcome => outcome is not { Key: 1, Last: 3, Kind: OutcomeKind.Next })]);

        Assert.Equal(1, findings.Lost);
        Assert.Empty(findings.Breaks(Delivery.AtMostOnce));
        Assert.Equal(["1 lost"], findings.Breaks(Delivery.AtLeastOnce));
        Assert.Contains("1 lost", findings.Breaks(Delivery.ExactlyOnce));
        Assert.Equal(["1 lost"], findings.Breaks(Delivery.ExactlyOnce, hasAcceptedLoss: true));
        Assert.Contains("key 1: 3 is missing", findings.Samples);
    }

    [Fact]
    public void What_one_sink_has_twice_is_a_duplicate_which_at_least_once_allows()
    {
        Findings findings = Of([At(2, 4), .. Whole], Whole);

        Assert.Equal(1, findings.Duplicates);
        Assert.Empty(findings.Breaks(Delivery.AtLeastOnce));
        Assert.Contains("1 more than once", findings.Breaks(Delivery.AtMostOnce));
        Assert.Contains("1 more than once", findings.Breaks(Delivery.ExactlyOnce));
        Assert.Empty(findings.Breaks(Delivery.ExactlyOnce, hasAcceptedLoss: true));
    }

    [Fact]
    public void What_comes_after_a_larger_one_is_out_of_order()
    {
        Outcome[] whole = Whole;
        (whole[1], whole[2]) = (whole[2], whole[1]);

        Findings findings = Of(whole, Whole);

        Assert.Equal((0, 0, 1), (findings.Lost, findings.Duplicates, findings.Reordered));
        Assert.Contains("1 out of order", findings.Breaks(Delivery.ExactlyOnce));
    }

    [Theory]
    [InlineData(OutcomeKind.Next, 2, 2, 4)]
    [InlineData(OutcomeKind.Next, 2, 3, 3)]
    [InlineData(OutcomeKind.Gap, 2, 2, 3)]
    [InlineData(OutcomeKind.Total, 5, 5, 14)]
    [InlineData(OutcomeKind.Total, 4, 4, 10)]
    public void A_state_that_is_not_the_closed_form_breaks_exactly_once_only(OutcomeKind kind, long last, long count, long sum)
    {
        // The same in both sinks.
        Outcome[] wrong = [.. Whole.Select(o => o.Key == 0 && (kind == OutcomeKind.Total ? o.Kind == kind : o.Kind != OutcomeKind.Total && o.Last == last) ? new Outcome(kind, 0, last, count, sum, 0) : o)];

        Findings findings = Of(wrong, wrong);

        Assert.Equal((0, 0, 0, 2), (findings.Lost, findings.Duplicates, findings.Reordered, findings.StateErrors));
        Assert.Empty(findings.Breaks(Delivery.AtMostOnce));
        Assert.Empty(findings.Breaks(Delivery.AtLeastOnce));
        Assert.Equal(["2 with a state that is not the closed form"], findings.Breaks(Delivery.ExactlyOnce));
    }

    [Fact]
    public void A_key_without_a_final_state_breaks_exactly_once()
    {
        Outcome[] wrong = [.. Whole.Where(outcome => outcome.Kind != OutcomeKind.Total || outcome.Key != 1)];

        Assert.Equal(2, Of(wrong, wrong).StateErrors);
    }

    [Fact]
    public void A_key_that_there_is_none_of_is_found()
    {
        Outcome[] wrong = [.. Whole, At(Keys, 1)];

        Assert.Equal(2, Of(wrong, wrong).StateErrors);
    }

    [Fact]
    public void Lines_are_read_as_they_are_written()
    {
        Assert.All(Whole, outcome => Assert.Equal(outcome, Outcome.Parse(outcome.ToLine())));
        Assert.Throws<FormatException>(() => Outcome.Parse("Next 1 2"));
    }

    private static Findings Of(Outcome[] files, Outcome[] redis) => Judge.Of(Keys, Length, ("files", files), ("Redis", redis));

    private static Outcome At(int key, long n) => new(OutcomeKind.Next, key, n, n, n * (n + 1) / 2, 0);
}
