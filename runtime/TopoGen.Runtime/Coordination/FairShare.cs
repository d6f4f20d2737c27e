namespace TopoGen.Runtime;

/// <summary>How many tasks each worker should have, by its slots. Pure.</summary>
internal static class FairShare
{
    /// <summary>
    /// Shares tasks out in proportion to slots: each worker gets its quota, rounded down or up. Who gets the odd ones is chosen so
    /// that as few tasks as possible have to move: those that have them already, then the largest fractions, then by order.
    /// </summary>
    /// <param name="tasks">How many tasks there are.</param>
    /// <param name="slots">The workers' slots, 1 or more each; at least one worker.</param>
    /// <param name="loads">How many tasks each has now.</param>
    /// <returns>How many each should have; the sum is <paramref name="tasks"/>.</returns>
    public static int[] Targets(int tasks, IReadOnlyList<int> slots, IReadOnlyList<int> loads)
    {
        long all = slots.Sum(s => (long)s);
        int[] targets = [.. slots.Select(s => (int)((long)tasks * s / all))];
        int odd = tasks - targets.Sum();
        IEnumerable<int> order = Enumerable.Range(0, slots.Count)
            .Where(w => (long)tasks * slots[w] % all != 0)
            .OrderByDescending(w => loads[w] > targets[w])
            .ThenByDescending(w => (long)tasks * slots[w] % all)
            .ThenBy(w => w);
        foreach (int worker in order.Take(odd))
        {
            targets[worker]++;
        }

        return targets;
    }

    /// <summary>Lets tasks come one after another to whoever is the least loaded for its slots, and says how many each gets.</summary>
    /// <param name="tasks">How many come.</param>
    /// <param name="slots">The workers' slots, 1 or more each; at least one worker.</param>
    /// <param name="loads">How many tasks each has before.</param>
    /// <returns>
    /// <c>Sure</c>: what each gets in any case. <c>Odd</c>: how many are left in the last round, in which those of
    /// <c>MayHaveOdd</c> would be equally loaded; each may take one.
    /// </returns>
    public static (int[] Sure, int Odd, bool[] MayHaveOdd) Fill(int tasks, IReadOnlyList<int> slots, IReadOnlyList<int> loads)
    {
        int[] taken = new int[slots.Count];
        int last = 0;
        var queue = new PriorityQueue<int, int>(
            Enumerable.Range(0, slots.Count).Select(w => (w, w)),
            Comparer<int>.Create((one, other) => Compare(one, 1, other, 1) is not 0 and var order ? order : one.CompareTo(other)));
        for (int task = 0; task < tasks; task++)
        {
            // Only the load of who is out of the queue changes.
            last = queue.Dequeue();
            taken[last]++;
            queue.Enqueue(last, last);
        }

        bool[] mayHaveOdd = new bool[slots.Count];
        if (tasks == 0)
        {
            return (taken, 0, mayHaveOdd);
        }

        // Fixed before anything is taken back: the level that the last task was placed at.
        bool[] isAtLevel = [.. Enumerable.Range(0, taken.Length).Select(w => taken[w] > 0 && Compare(w, 0, last, 0) == 0)];
        bool[] comesNext = [.. Enumerable.Range(0, taken.Length).Select(w => Compare(w, 1, last, 0) == 0)];
        int odd = 0;
        for (int worker = 0; worker < taken.Length; worker++)
        {
            mayHaveOdd[worker] = isAtLevel[worker] || comesNext[worker];
            if (isAtLevel[worker])
            {
                taken[worker]--;
                odd++;
            }
        }

        return (taken, odd, mayHaveOdd);

        // Loads per slot after so many more, as fractions.
        int Compare(int one, int more, int other, int moreOther)
            => ((long)(loads[one] + taken[one] + more) * slots[other])
                .CompareTo((long)(loads[other] + taken[other] + moreOther) * slots[one]);
    }
}
