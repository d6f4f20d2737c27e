using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests.Commands;

/// <summary><c>describe --contract</c>.</summary>
public sealed class ContractCommandTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_contract_of_all_topologies_is_shown_whichever_is_chosen()
    {
        Assert.Equal(0, await _host.RunAsync([Definitions.Of<Numbers>(), Definitions.Of<Ledger>()], "describe --contract"));

        Assert.Equal("", _host.Errors);
        Snapshot.Matches(_host.Output);
    }

    [Fact]
    public async Task A_file_is_written_and_written_anew_only_where_it_differs()
    {
        string file = _folder["TopoGen.Topology.txt"];

        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Ledger>(), $"describe --contract {file}"));
        Assert.Equal($"{file} is written; commit it beside the project.\n", _host.TakeErrors());
        string text = File.ReadAllText(file);
        Assert.Contains("topology ledger\n", text, StringComparison.Ordinal);

        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Ledger>(), $"describe --contract {file}"));
        Assert.Equal($"{file} is up to date.\n", _host.TakeErrors());

        File.AppendAllText(file, "# stale\n");
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Ledger>(), $"describe --contract={file}"));
        Assert.Equal($"{file} is written anew; look at what changed before you commit it.\n", _host.TakeErrors());
        Assert.Equal(text, File.ReadAllText(file));
        Assert.Equal("", _host.Output);
    }

    [Fact]
    public async Task What_cannot_be_written_is_said()
    {
        Assert.Equal(1, await _host.RunAsync(Definitions.Of<Ledger>(), $"describe --contract {_folder["no/such/folder.txt"]}"));

        Assert.StartsWith($"error: cannot write {_folder["no/such/folder.txt"]}: ", _host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topology_that_was_not_compiled_by_the_generator_has_none()
    {
        Assert.Equal(2, await _host.RunAsync(Definitions.Numbers(new Results()), "describe --contract"));

        Assert.Equal("error: Topology 'numbers' has no contract, because it was not written by the generator.\n", _host.Errors);
    }
}
