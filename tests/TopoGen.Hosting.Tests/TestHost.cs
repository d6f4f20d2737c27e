using System.Text;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Hosting.Tests.Checkpoints;
using TopoGen.Hosting.Tests.Cluster;
using TopoGen.Hosting.Tests.Supervision;
using TopoGen.Hosting.Tests.Topologies;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Tests;

/// <summary>An executable without a process: its console, its settings folders, and what came out.</summary>
internal sealed class TestHost : HostConsole, IDisposable
{
    private readonly TemporaryFolder _beside = new();
    private readonly TemporaryFolder _working = new();
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    private readonly TextWriter _safeOut;
    private readonly TextWriter _safeError;

    public TestHost() => (_safeOut, _safeError) = (TextWriter.Synchronized(_out), TextWriter.Synchronized(_error));

    public override TextWriter Out => FullOutput ?? _safeOut;

    public override TextWriter Error => _safeError;

    public override bool IsOutputRedirected => true;

    public override bool IsErrorRedirected => true;

    public override string Executable => "app";

    public override IReadOnlyList<string> SettingsFolders => [_beside.Path, _working.Path];

    /// <summary>Takes the place of standard output where it is set.</summary>
    public TextWriter? FullOutput { get; set; }

    /// <summary>What stands on standard input.</summary>
    public Stream Input { get; set; } = Stream.Null;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public FakeParts Cluster { get; } = new();

    public FakeLauncher Children { get; } = new();

    public FakeStores Checkpoints { get; } = new();

    public FakeStore Store => Cluster.Store;

    public string Output => Read(_safeOut, _out);

    public string Errors => Read(_safeError, _error);

    /// <summary>What was said since the last call.</summary>
    public string TakeErrors()
    {
        lock (_safeError)
        {
            string text = _error.ToString();
            _error.GetStringBuilder().Clear();
            return text;
        }
    }

    public string Folder => _working.Path;

    public override Stream OpenInput() => Input;

    public override void WriteOutput(ReadOnlySpan<byte> bytes) => Out.Write(Encoding.UTF8.GetString(bytes));

    public override string? Variable(string name) => name == "XDG_STATE_HOME" ? _working["state"] : null;

    public string SettingsBeside(string json) => _beside.Write("appsettings.json", Encoding.UTF8.GetBytes(json));

    public string SettingsInWorkingFolder(string json) => _working.Write("appsettings.json", Encoding.UTF8.GetBytes(json));

    public Task<int> RunAsync(TopologyDefinition definition, string commandLine, CancellationToken stop = default)
        => RunAsync([definition], commandLine, stop);

    public Task<int> RunAsync(IReadOnlyList<TopologyDefinition> definitions, string commandLine, CancellationToken stop = default)
        => new HostProgram(this, Time, definitions, new HostParts(Cluster, Children, Checkpoints))
            .RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), stop);

    /// <summary>Runs <see cref="Numbers"/> to its end.</summary>
    public async Task<Results> RunNumbersAsync(string commandLine)
    {
        var results = new Results();
        int code = await RunAsync(Definitions.Numbers(results), commandLine);
        Assert.True(code == 0, Errors);
        return results;
    }

    /// <summary>Runs <see cref="Numbers"/>, which must be refused.</summary>
    /// <returns>The one line that says why.</returns>
    public async Task<string> RefuseNumbersAsync(string commandLine)
    {
        int code = await RunAsync(Definitions.Numbers(new Results()), commandLine);
        Assert.Equal(2, code);
        Assert.Equal("", Output);
        string line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        return line["error: ".Length..];
    }

    public void Dispose()
    {
        _beside.Dispose();
        _working.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    /// <summary>A synchronized writer holds its own monitor while it writes.</summary>
    private static string Read(TextWriter safe, StringWriter writer)
    {
        lock (safe)
        {
            return writer.ToString();
        }
    }
}
