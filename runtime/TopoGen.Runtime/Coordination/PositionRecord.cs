namespace TopoGen.Runtime;

/// <summary>How far a spout's task may have read, as the store has it.</summary>
/// <param name="Incarnation">Whose reservation it is.</param>
/// <param name="Limit">Nothing from this position on was ever emitted: where a moved spout goes on.</param>
/// <param name="Skipped">Positions given up so far by moves: an upper bound, for they may have been emitted.</param>
public readonly record struct PositionRecord(long Incarnation, long Limit, long Skipped);
