namespace TopoGen.Generators;

/// <summary>Which task class of the runtime a component's task derives from.</summary>
internal enum ComponentRole
{
    Spout,
    AsyncSpout,
    Bolt,
    AsyncBolt,
}
