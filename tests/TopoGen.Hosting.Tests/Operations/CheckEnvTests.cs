using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Operations;
using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests.Operations;

public sealed class CheckEnvTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_fit_machine_is_0_and_every_check_is_a_line()
    {
        Assert.Equal(0, await _host.RunAsync(Definitions.Of<Numbers>(), "check-env"));

        string[] lines = _host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["redis", "clock", "sockets", "port", "files", "folder"], lines.Select(l => l[9..l.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Equal("ok       redis: redis-server is installed", lines[0]);
        Assert.Empty(Directory.GetFileSystemEntries(_host.Folder));
    }

    [Theory]
    [InlineData("Warning", 0, true)]
    [InlineData("Failed", 1, false)]
    public async Task A_failure_is_1_and_a_warning_is_not(string name, int code, bool isFit)
    {
        CheckOutcome outcome = Enum.Parse<CheckOutcome>(name);
        _host.Cluster.StoreChecks.Add(new("redis persistence", outcome, "appendonly is off"));

        Assert.Equal(code, await _host.RunAsync(Definitions.Of<Numbers>(), "check-env --json --redis fake:1"));

        using JsonDocument json = JsonDocument.Parse(_host.Output);
        Assert.Equal(isFit, json.RootElement.GetProperty("fit").GetBoolean());
        JsonElement check = json.RootElement.GetProperty("checks")[0];
        Assert.Equal((name, "appendonly is off"), (check.GetProperty("outcome").GetString(), check.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_port_that_is_taken_fails()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.Equal(1, await _host.RunAsync(Definitions.Of<Numbers>(), $"check-env --listen 127.0.0.1:{port}"));

        Assert.Contains($"\nfailed   port: cannot listen on 127.0.0.1:{port}: ", _host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_fails()
    {
        if (!OperatingSystem.IsLinux())
        {
            // It has no folder that nobody can write in.
            return;
        }

        EnvironmentCheck check = MachineChecks.Folder("/proc/topogen");

        Assert.Equal(CheckOutcome.Failed, check.Outcome);
        Assert.StartsWith("cannot write in /proc: ", check.Detail, StringComparison.Ordinal);
    }
}
