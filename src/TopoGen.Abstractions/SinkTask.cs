namespace TopoGen;

/// <summary>
/// Whose stamp it is. The parallelism is part of the name: after a change of it the last commands of the former tasks are applied under their names,
/// then others begin.
/// </summary>
/// <param name="Topology">The topology's name.</param>
/// <param name="Component">The sink's name.</param>
/// <param name="Index">The task's index, from 0.</param>
/// <param name="Parallelism">How many tasks the sink had.</param>
public readonly record struct SinkTask(string Topology, string Component, int Index, int Parallelism)
{
    public override string ToString() => $"{Topology}/{Component}[{Index} of {Parallelism}]";
}
