namespace TopoGen.Runtime.Tests.Acking;

public sealed class FailureCountsTests
{
    [Fact]
    public void Failures_of_a_message_are_counted_until_it_is_done()
    {
        var counts = new FailureCounts<string?>(10);

        Assert.True(counts.IsEmpty);
        Assert.Equal([1, 2, 1, 3], [counts.Add("a"), counts.Add("a"), counts.Add("b"), counts.Add("a")]);
        counts.Remove("a");
        Assert.Equal([1, 2], [counts.Add("a"), counts.Add("b")]);
        counts.Remove("a");
        counts.Remove("b");
        Assert.True(counts.IsEmpty);
    }

    [Fact]
    public void Counts_survive_others_as_many_as_the_capacity_and_no_memory_is_kept_for_more_than_twice_that()
    {
        var counts = new FailureCounts<long>(100);
        counts.Add(-1);
        for (int i = 0; i < 100; i++)
        {
            counts.Add(i);
        }

        Assert.Equal(2, counts.Add(-1));
        for (int i = 100; i < 400; i++)
        {
            counts.Add(i);
        }

        Assert.Equal(1, counts.Add(-1));
    }
}
