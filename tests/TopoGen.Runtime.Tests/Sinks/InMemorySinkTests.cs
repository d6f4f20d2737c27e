using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Sinks;

public sealed class InMemorySinkTests : SinkContract<int>
{
    private readonly SinkMemory<int> _memory = new();

    protected override ISink<int> Create() => new InMemorySink<int>(_memory);

    protected override int Command(int number) => number;

    protected override Task<IReadOnlyList<int>> AppliedAsync(SinkTask task)
        => Task.FromResult<IReadOnlyList<int>>([.. _memory.Applied.Where(a => a.Task == task).Select(a => a.Command)]);
}
