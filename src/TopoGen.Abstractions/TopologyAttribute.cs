namespace TopoGen;

/// <summary>
/// Marks a partial class as a topology: the graph of spouts and bolts that runs as one unit.
/// Components nested in the class belong to it; components elsewhere in the assembly belong to it when it is
/// the assembly's only topology, or when it includes them with <see cref="IncludeAttribute{TComponent}"/>.
/// </summary>
/// <param name="name">The name under which the topology is run, logged and measured: letters, digits, '-' and '_'.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TopologyAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>What is promised for every tuple. A guarantee the runtime cannot give is refused at start.</summary>
    public Delivery Delivery { get; set; } = Delivery.AtMostOnce;

    /// <summary>
    /// An option of the executable that chooses this topology, as <c>"--bytes"</c>, in place of <c>--topology NAME</c>. The one topology of an executable that has
    /// none is what runs where nothing is chosen.
    /// </summary>
    public string? Option { get; set; }

    /// <summary>
    /// Into how many key groups keys are divided: a power of two, 1 to 32,768. It bounds the parallelism of keyed
    /// components and stays fixed for the life of the topology's state.
    /// </summary>
    public int KeyGroups { get; set; } = 256;
}
