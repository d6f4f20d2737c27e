namespace TopoGen.Runtime;

/// <summary>A worker hears nothing from another one, though both should be linked.</summary>
public readonly record struct LinkReport(string Reporter, string Peer);
