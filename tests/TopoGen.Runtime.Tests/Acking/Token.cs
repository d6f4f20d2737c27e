namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What the spouts of these tests emit, and what is to be done with it.</summary>
[StreamTuple]
internal readonly partial record struct Token(long Number, Act Act = Act.Ack);
