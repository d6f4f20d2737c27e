using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// An attempt as its coordinator sees it: which tasks have reported what. Immutable; <see cref="Add"/> is the decision about one report.
/// </summary>
/// <param name="Id">The attempt.</param>
/// <param name="Previous">The committed epoch it follows.</param>
/// <param name="Expected">All tasks of the plan.</param>
internal sealed record EpochDraft(EpochId Id, EpochId? Previous, ImmutableSortedSet<(string Component, int Index)> Expected)
{
    public ImmutableSortedDictionary<(string Component, int Index), TaskEntry> Reported { get; private init; }
        = ImmutableSortedDictionary.Create<(string Component, int Index), TaskEntry>(TaskOrder.Instance);

    public bool IsComplete => Reported.Count == Expected.Count;

    /// <summary>Tasks that have not reported.</summary>
    public IEnumerable<(string Component, int Index)> Missing => Expected.Where(t => !Reported.ContainsKey(t));

    public static EpochDraft Begin(EpochId id, EpochId? previous, IEnumerable<(string Component, int Index)> tasks)
        => new(id, previous, tasks.ToImmutableSortedSet(TaskOrder.Instance));

    /// <summary>Takes one report. One of another attempt, of a task that is not in the plan, or a second one, changes nothing.</summary>
    /// <returns>The same draft where it was not taken.</returns>
    public EpochDraft Add(EpochId epoch, TaskEntry entry)
    {
        (string Component, int Index) task = (entry.Component, entry.Index);
        return epoch == Id && Expected.Contains(task) && !Reported.ContainsKey(task)
            ? this with { Reported = Reported.Add(task, entry) }
            : this;
    }

    /// <exception cref="InvalidOperationException">A task is missing.</exception>
    public Manifest ToManifest(int keyGroups, ImmutableArray<StateLayout> layouts)
    {
        if (!IsComplete)
        {
            throw new InvalidOperationException($"Epoch {Id} lacks reports of {string.Join(", ", Missing)}.");
        }

        return new Manifest
        {
            Id = Id,
            Previous = Previous,
            KeyGroups = keyGroups,
            IsFinal = Reported.Values.All(t => t.HasEnded),
            Tasks = [.. Reported.Values],
            Layouts = layouts,
        };
    }

    private sealed class TaskOrder : IComparer<(string Component, int Index)>
    {
        public static readonly TaskOrder Instance = new();

        public int Compare((string Component, int Index) x, (string Component, int Index) y)
        {
            int components = string.CompareOrdinal(x.Component, y.Component);
            return components != 0 ? components : x.Index.CompareTo(y.Index);
        }
    }
}
