namespace TopoGen.Cluster.Tests;

/// <summary>A test that needs network namespaces; skipped, with the reason, where the system lets nobody make them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MachinesFactAttribute : FactAttribute
{
    public MachinesFactAttribute() => Skip = Machines.Impossible is { } reason ? $"network namespaces cannot be made here: {reason}" : null;
}
