namespace TopoGen.Benchmarks;

/// <summary>Trees of three tuples, many of them at a time.</summary>
internal static class TreeRun
{
    /// <summary>So many are under way at once: what a batch of a ring holds.</summary>
    private const int UnderWay = 1024;

    public static void Run<TLedger>(long count)
        where TLedger : struct, ITreeLedger
    {
        var ledger = new TLedger();
        var trees = new (long Root, ulong Edge)[UnderWay];
        for (long begun = 0; begun < count; begun += UnderWay)
        {
            for (int i = 0; i < UnderWay; i++)
            {
                trees[i] = ledger.Begin(begun + i);
            }

            for (int level = 0; level < 2; level++)
            {
                for (int i = 0; i < UnderWay; i++)
                {
                    ulong next = ledger.Draw();
                    ledger.Update(trees[i].Root, trees[i].Edge ^ next);
                    trees[i].Edge = next;
                }
            }

            for (int i = 0; i < UnderWay; i++)
            {
                ledger.Update(trees[i].Root, trees[i].Edge);
            }
        }

        long expected = (count + UnderWay - 1) / UnderWay * UnderWay;
        if (ledger.Completed != expected)
        {
            throw new InvalidOperationException($"{ledger.Completed} of {expected} trees are complete.");
        }
    }
}
