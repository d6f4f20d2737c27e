namespace TopoGen.Oracle.Chaos;

/// <summary>One of the numbers 1, 2, 3 and so on of a key.</summary>
[StreamTuple]
public readonly partial record struct Number(int Key, long Sequence);
