namespace TopoGen.Chaos.Tests;

/// <summary>A test that needs a file system of its own; skipped, with the reason, where the system lets nobody mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Impossible is { } reason ? $"no file system can be mounted here: {reason}" : null;
}
