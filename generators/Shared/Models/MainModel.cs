namespace TopoGen.Generators;

/// <summary>The entry point to generate. Immutable, compares by content.</summary>
/// <param name="Topologies">The topology classes that have a definition.</param>
internal sealed record MainModel(EquatableArray<string> Topologies)
{
    /// <summary>Null where the program has an entry point, needs none, or has nothing to run.</summary>
    public static MainModel? From(AssemblyModel assembly, HostModel host)
        => host.NeedsMain && !assembly.Topologies.IsEmpty
            ? new MainModel(assembly.Topologies
                .Where(static plan => plan.Topology.CanImplement)
                .Select(static plan => plan.Topology.Shape.FullName)
                .ToEquatableArray())
            : null;
}
