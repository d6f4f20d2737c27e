using System.Text.Json;
using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests.Plans;

public sealed class PlanOutputTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("describe", "describe --executors 2")]
    [InlineData("describe-one-executor", "describe --executors 1 --component Adder=3")]
    [InlineData("describe-switched-off", "describe --executors 2 --component Sink=0")]
    [InlineData("json", "describe --json --executors 2")]
    [InlineData("describe-workers", "describe --workers 3 --executors 1 --component Adder=4")]
    [InlineData("json-workers", "describe --json --workers 2 --executors 2")]
    [InlineData("mermaid", "graph --executors 2")]
    [InlineData("dot", "graph --format dot --component Sink=0")]
    public async Task Output_is_as_recorded(string name, string commandLine)
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), commandLine));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Theory]
    [InlineData("describe-epochs", "describe --executors 1 --epoch-interval 250ms")]
    [InlineData("json-epochs", "describe --json --executors 1 --epoch-interval 250ms")]
    public async Task Output_for_a_topology_with_epochs_is_as_recorded(string name, string commandLine)
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Ledger>(), commandLine));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Theory]
    [InlineData("describe-recovery", "describe --executors 1")]
    [InlineData("json-recovery", "describe --json --executors 1")]
    public async Task Output_for_components_with_something_in_reserve_is_as_recorded(string name, string commandLine)
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Spares>(), commandLine));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Theory]
    [InlineData("describe-errors", "describe --executors 2")]
    [InlineData("mermaid-errors", "graph")]
    [InlineData("dot-errors", "graph --format dot")]
    public async Task Output_for_a_topology_whose_error_stream_is_read_is_as_recorded(string name, string commandLine)
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Letters>(), commandLine));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output, name);
    }

    [Fact]
    public async Task Json_can_be_read_by_a_machine()
    {
        await _host.RunAsync(Definitions.Of<Numbers>(), "describe --json --executors 2");

        using JsonDocument json = JsonDocument.Parse(_host.Output);
        JsonElement adder = json.RootElement.GetProperty("components").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "Adder");
        Assert.Equal([0, 1], adder.GetProperty("executorOfTask").EnumerateArray().Select(e => e.GetInt32()));
        JsonElement edge = json.RootElement.GetProperty("edges").EnumerateArray().First();
        Assert.Equal((1, 1), (edge.GetProperty("fused").GetInt32(), edge.GetProperty("rings").GetInt32()));
    }
}
