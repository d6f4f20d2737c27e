using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A committed epoch from which tasks begin.</summary>
internal sealed class RestorePoint
{
    /// <summary>Blobs that are read at a time.</summary>
    private const int AtOnce = 64;

    private readonly ICheckpointStore _store;
    private readonly ILookup<string, TaskEntry> _tasks;
    private readonly Dictionary<BlobName, ReadOnlyMemory<byte>> _contents = [];

    private RestorePoint(ICheckpointStore store, Manifest manifest)
    {
        _store = store;
        Manifest = manifest;
        _tasks = manifest.Tasks.ToLookup(t => t.Component, StringComparer.Ordinal);
    }

    public Manifest Manifest { get; }

    /// <summary>Reads what a committed epoch consists of.</summary>
    /// <exception cref="DamagedCheckpointException">Its manifest is missing or damaged.</exception>
    public static async Task<RestorePoint> OpenAsync(ICheckpointStore store, EpochId epoch, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadManifestAsync(epoch, cancellation).ConfigureAwait(false) is { } manifest
                ? new RestorePoint(store, manifest)
                : throw new DamagedCheckpointException($"the manifest of epoch {epoch.Number} is missing");
        }
        catch (CheckpointStoreException exception) when (exception.Damaged == epoch)
        {
            throw new DamagedCheckpointException(exception.Message);
        }
    }

    /// <summary>An epoch that was read from elsewhere.</summary>
    public static RestorePoint Of(ICheckpointStore store, Manifest manifest) => new(store, manifest);

    /// <summary>Says why a topology cannot go on from here, before anything is loaded.</summary>
    /// <param name="definition">The topology.</param>
    /// <param name="tasks">How many tasks each component will have.</param>
    /// <param name="layouts">How its state is laid out now.</param>
    /// <exception cref="TopologyInputException">It cannot; the message says what to do.</exception>
    public void Check(TopologyDefinition definition, IEnumerable<(string Component, int Parallelism)> tasks, IEnumerable<StateLayout> layouts)
    {
        if (Manifest.KeyGroups != definition.KeyGroups)
        {
            throw Refused($"it was written with KeyGroups = {Manifest.KeyGroups}, and the topology has {definition.KeyGroups}; set KeyGroups back");
        }

        Dictionary<(string, string), StateLayout> written = Manifest.Layouts.ToDictionary(l => (l.Component, l.State));
        foreach (StateLayout layout in layouts)
        {
            // A sink that left no commands may have others now.
            bool isToBeRead = layout.State != CommandFormat.LayoutName || _tasks[layout.Component].Any(t => !t.Commands.IsEmpty);
            if (isToBeRead && written.TryGetValue((layout.Component, layout.State), out StateLayout? before) && LayoutCheck.Problem(before, layout) is { } problem)
            {
                throw Refused(problem);
            }
        }

        (string Component, int Parallelism)[] planned = [.. tasks];
        HashSet<string> sinks = [.. planned.Where(t => t.Parallelism > 0 && definition.Components.Any(c => c.Name == t.Component && c.Sink is { IsImmediate: false })).Select(t => t.Component)];
        if (Manifest.Tasks.FirstOrDefault(t => !t.Commands.IsEmpty && !sinks.Contains(t.Component)) is { } orphan)
        {
            throw Refused($"'{orphan.Component}' has written commands in it, and is no sink now that applies committed ones; let it run once more as it was");
        }

        foreach ((string component, int parallelism) in planned)
        {
            if (_tasks[component].FirstOrDefault(t => t.Parallelism != parallelism && (t.Fields is not null || t.HasEnded)) is { } entry)
            {
                string why = entry.Fields is not null ? "keeps state per task" : "was about to end";
                throw Refused($"'{component}' {why} and had {entry.Parallelism} tasks, now {parallelism}; start it with --component {component}={entry.Parallelism}");
            }
        }
    }

    /// <summary>Reads and verifies all that the epoch consists of, before anything of what runs is given up for it.</summary>
    /// <exception cref="DamagedCheckpointException">A blob is missing or is not what was written.</exception>
    public Task FetchAsync(CancellationToken cancellation)
        => FetchAsync(
            Manifest.Tasks.SelectMany(entry => entry.Groups.SelectMany(g => g.Chain).Concat(entry.Fields is { } fields ? [fields] : [])),
            Manifest.Tasks,
            cancellation);

    /// <summary>Reads and verifies what tasks need of the epoch, before anything of what runs is given up for them.</summary>
    /// <param name="tasks">The tasks, how many their component has, and what they hold already, if anything.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="DamagedCheckpointException">A blob is missing or is not what was written.</exception>
    public Task FetchAsync(IReadOnlyCollection<(string Component, int Index, int Parallelism, TaskCheckpoint? Held)> tasks, CancellationToken cancellation)
        => FetchAsync(
            tasks.SelectMany(t => Missing(t.Component, t.Index, t.Parallelism, t.Held)),
            tasks.SelectMany(t => _tasks[t.Component].Where(e => e.Index % t.Parallelism == t.Index)),
            cancellation);

    /// <summary>Reads and verifies what a task that only follows the epochs needs of this one.</summary>
    /// <inheritdoc cref="FetchAsync(CancellationToken)" path="/exception"/>
    public Task FetchAsync(string component, int index, int parallelism, TaskCheckpoint held, CancellationToken cancellation)
        => FetchAsync(Missing(component, index, parallelism, held), [], cancellation);

    /// <summary>Gives a task what it had; its blobs were fetched.</summary>
    public void Load(TaskCell cell)
    {
        if (cell.Definition.Recovery != Recovery.None)
        {
            Load(cell.Component, cell.Index, cell.Parallelism, cell.Checkpoint!);
        }

        cell.RestoredFrom = Manifest.Id.Number;
        cell.Sink?.GoOnFrom(Manifest);
        cell.HadEnded = Entry(cell.Component, cell.Index) is { HasEnded: true } && SourcesOf(cell).All(source => _tasks[source].All(static t => t.HasEnded));
    }

    /// <summary>Brings what a task holds to this epoch; its blobs were fetched.</summary>
    public void Load(string component, int index, int parallelism, TaskCheckpoint into)
    {
        GroupEntry[] groups = [.. GroupsOf(component, index, parallelism)];
        into.Drop(groups);
        if (Entry(component, index)?.Fields is { } fields)
        {
            into.Load(fields, Take);
        }

        foreach (GroupEntry group in groups)
        {
            into.Load(group, Take);
        }
    }

    /// <param name="blobs">To be read.</param>
    /// <param name="written">Tasks whose commands are wanted: they are looked at, and not kept.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task FetchAsync(IEnumerable<BlobReference> blobs, IEnumerable<TaskEntry> written, CancellationToken cancellation)
    {
        // Once they may have been applied, their sinks know which of them are still needed.
        BlobReference[] commands = [.. written.SelectMany(t => t.Commands)];
        if (commands.Length > 0)
        {
            CheckpointHead? head = await _store.ReadHeadAsync(cancellation).ConfigureAwait(false);
            commands = head?.Applied is { } applied && applied >= Manifest.Id ? [] : commands;
        }

        foreach (BlobReference[] some in blobs.Concat(commands).Chunk(AtOnce))
        {
            ReadOnlyMemory<byte>?[] contents = await Task.WhenAll(some.Select(b => _store.ReadAsync(b.Name, cancellation))).ConfigureAwait(false);
            for (int blob = 0; blob < some.Length; blob++)
            {
                if (some[blob].Problem(contents[blob]) is { } problem)
                {
                    throw new DamagedCheckpointException(problem);
                }

                if (some[blob].Name.Kind != BlobKind.Commands)
                {
                    _contents[some[blob].Name] = contents[blob]!.Value;
                }
            }
        }
    }

    private IEnumerable<BlobReference> Missing(string component, int index, int parallelism, TaskCheckpoint? held)
        => GroupsOf(component, index, parallelism)
            .SelectMany(g => g.Chain.Skip(held?.Held(g) ?? 0))
            .Concat(Entry(component, index)?.Fields is { } fields && held?.Holds(fields) != true ? [fields] : []);

    /// <summary>The key groups that a task owns, whoever had them in the epoch.</summary>
    private IEnumerable<GroupEntry> GroupsOf(string component, int index, int parallelism)
        => _tasks[component].SelectMany(t => t.Groups).Where(g => KeyGroup.Owner(g.Group, parallelism, Manifest.KeyGroups) == index);

    /// <summary>Each is loaded once.</summary>
    private ReadOnlyMemory<byte> Take(BlobReference blob)
        => _contents.Remove(blob.Name, out ReadOnlyMemory<byte> content)
            ? content
            : throw new InvalidOperationException($"{blob.Name} was not fetched.");

    /// <summary>All that a task's input follows from: a spout that gives messages again gives them to those who had ended as well.</summary>
    private static HashSet<string> SourcesOf(TaskCell cell)
    {
        HashSet<string> sources = [];
        Stack<ComponentDefinition> open = new([cell.Definition]);
        while (open.TryPop(out ComponentDefinition? component))
        {
            foreach (SubscriptionDefinition subscription in component.Inputs)
            {
                if (sources.Add(subscription.Source))
                {
                    open.Push(cell.Host.Definition.Components.First(c => c.Name == subscription.Source));
                }
            }
        }

        return sources;
    }

    private TaskEntry? Entry(string component, int index) => _tasks[component].FirstOrDefault(t => t.Index == index);

    private TopologyInputException Refused(string why)
        => new($"The topology cannot go on from epoch {Manifest.Id.Number}: {why}, or begin anew with --fresh.");
}
