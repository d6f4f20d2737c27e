using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Whether a manifest is sound in itself. Pure; knows neither the plan nor which blobs there are.</summary>
internal static class ManifestCheck
{
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Problem(Manifest manifest)
    {
        if (manifest.Id.Number < 1 || manifest.Id.Token.Generation < 0)
        {
            return "its number or generation is below what is possible";
        }

        if (manifest.Previous is { } previous && (previous.Lineage != manifest.Id.Lineage || previous.Number < 1 || previous >= manifest.Id))
        {
            return $"it follows epoch {previous}";
        }

        if (manifest.KeyGroups < 1)
        {
            return $"it has {manifest.KeyGroups} key groups";
        }

        return manifest.Tasks.IsDefault || manifest.Layouts.IsDefault ? "it has no tasks or layouts" : OfTasks(manifest) ?? OfLayouts(manifest.Layouts);
    }

    private static string? OfTasks(Manifest manifest)
    {
        TaskEntry? before = null;
        var taken = new HashSet<int>();
        foreach (TaskEntry task in manifest.Tasks)
        {
            int order = before is null ? 1 : string.CompareOrdinal(task.Component, before.Component);
            if (order < 0 || (order == 0 && task.Index <= before!.Index))
            {
                return $"{Name(task)} stands behind {Name(before!)}";
            }

            if (order != 0)
            {
                taken.Clear();
            }

            if (task.Index < 0 || task.Index >= task.Parallelism || (order == 0 && task.Parallelism != before!.Parallelism))
            {
                return $"{Name(task)} is of {task.Parallelism} tasks";
            }

            if (task.LastWritten is { } last && (last.Lineage != manifest.Id.Lineage || last.Number < 1 || last >= manifest.Id))
            {
                return $"{Name(task)} has last written in epoch {last}";
            }

            if (OfTask(task, manifest.KeyGroups, taken) is { } problem)
            {
                return $"{Name(task)}: {problem}";
            }

            before = task;
        }

        return null;
    }

    private static string? OfTask(TaskEntry task, int keyGroups, HashSet<int> taken)
    {
        if (task.Groups.IsDefault || task.Commands.IsDefault)
        {
            return "it has no groups or commands";
        }

        int before = -1;
        foreach (GroupEntry group in task.Groups)
        {
            if (group.Group <= before || group.Group >= keyGroups || !taken.Add(group.Group))
            {
                return $"key group {group.Group} is out of order, of another task, or above {keyGroups}";
            }

            if (group.Chain.IsDefaultOrEmpty)
            {
                return $"key group {group.Group} has no blob";
            }

            foreach (BlobReference blob in group.Chain)
            {
                if (blob.Name.Index != group.Group || OfBlob(blob, BlobKind.KeyGroup) is not null)
                {
                    return $"key group {group.Group} names {blob}";
                }
            }

            before = group.Group;
        }

        if (task.Fields is { } fields && OfBlob(fields, BlobKind.Task) is { } problem)
        {
            return problem;
        }

        return task.Commands.Select(static blob => OfBlob(blob, BlobKind.Commands)).FirstOrDefault(static problem => problem is not null);
    }

    private static string? OfBlob(BlobReference blob, BlobKind kind)
        => blob.Name.Kind != kind || string.IsNullOrEmpty(blob.Name.Component) || blob.Name.Index < 0 || blob.Name.Part < 0
            || blob.Name.Epoch.Number < 0 || blob.Name.Epoch.Token.Generation < 0 || blob.Length < 0 || blob.Count < 0
            ? $"it names {blob}"
            : null;

    private static string? OfLayouts(ImmutableArray<StateLayout> layouts)
    {
        for (int index = 1; index < layouts.Length; index++)
        {
            (StateLayout before, StateLayout layout) = (layouts[index - 1], layouts[index]);
            int order = string.CompareOrdinal(before.Component, layout.Component);
            if (order > 0 || (order == 0 && string.CompareOrdinal(before.State, layout.State) >= 0))
            {
                return $"the layout of {layout.Component}.{layout.State} stands behind that of {before.Component}.{before.State}";
            }
        }

        return null;
    }

    private static string Name(TaskEntry task) => $"{task.Component}[{task.Index}]";
}
