namespace TopoGen.Runtime.Tests.Acking;

public sealed class EdgeIdsTests
{
    [Fact]
    public void Ids_are_not_zero_and_none_comes_twice_in_one_stream_or_in_another()
    {
        var seen = new HashSet<ulong>();
        for (ulong stream = 0; stream < 10; stream++)
        {
            var ids = new EdgeIds(StableHash.Of(stream), StableHash.Of(~stream));
            for (int i = 0; i < 10_000; i++)
            {
                ulong id = ids.Next();
                Assert.NotEqual(0u, id);
                Assert.True(seen.Add(id));
            }
        }
    }

    [Fact]
    public void Neighbours_do_not_cancel_out()
    {
        // As 1, 2 and 3 do, or 4, 5, 6 and 7.
        var ids = new EdgeIds(0, 1);
        ulong[] drawn = [.. Enumerable.Range(0, 64).Select(_ => ids.Next())];

        for (int first = 0; first < drawn.Length; first++)
        {
            ulong sum = 0;
            for (int last = first; last < drawn.Length; last++)
            {
                sum ^= drawn[last];
                Assert.NotEqual(0u, sum);
            }
        }
    }

    [Fact]
    public void Zero_is_skipped()
    {
        // The mixer maps 0 to 0, and nothing else.
        var ids = new EdgeIds(unchecked(0 - 3UL), 3);
        var after = new EdgeIds(0, 3);

        Assert.Equal(after.Next(), ids.Next());
    }
}
