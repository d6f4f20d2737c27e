using TopoGen.Runtime;

namespace TopoGen.Hosting;

/// <summary>Marks a topology that was added to a container.</summary>
internal sealed record TopologyRegistration(TopologyDefinition Definition);
