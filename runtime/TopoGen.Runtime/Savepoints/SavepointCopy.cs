namespace TopoGen.Runtime;

/// <summary>One copy of an epoch in a store. Whoever makes one draws a nonce, so that two that are made under one name do not mix.</summary>
/// <param name="Name">Letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Nonce">Random.</param>
public readonly record struct SavepointCopy(string Name, ulong Nonce);
