namespace TopoGen.Runtime.Tests.Acking;

public sealed class RootSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Each_root_is_there_once_in_the_order_of_coming(int count)
    {
        var set = new RootSet();
        for (int round = 0; round < 3; round++)
        {
            Root[] roots = [.. Enumerable.Range(0, count).Select(i => new Root(LedgerId.Of(i % 3, i % 2, round), new LedgerPlace(i, (uint)(i + round))))];
            foreach (Root root in roots.Concat(roots.Reverse()).Concat(roots))
            {
                set.Add(in root);
            }

            Assert.Equal(roots, set.Span);
            set.Clear();
            Assert.Equal(0, set.Count);
        }
    }
}
