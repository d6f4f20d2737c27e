namespace TopoGen.Runtime;

/// <summary>A message's id: a dictionary takes no keys that might be null, whatever they are.</summary>
internal readonly record struct MessageKey<TId>(TId Id);
