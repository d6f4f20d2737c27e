using System.Diagnostics;
using System.Runtime.InteropServices;
using TopoGen.Hosting.Tests.Topologies;

namespace TopoGen.Hosting.Tests;

[Collection(nameof(Environment))]
public sealed class StopSignalsTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(PosixSignal.SIGINT, "INT")]
    [InlineData(PosixSignal.SIGTERM, "TERM")]
    [InlineData(PosixSignal.SIGHUP, "HUP")]
    public async Task A_signal_during_the_start_drains_as_well(PosixSignal signal, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            // It cannot send them.
            return;
        }

        // Keeps the process of the tests alive where the run does not listen.
        using var seen = new ManualResetEventSlim();
        using PosixSignalRegistration guard = PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            seen.Set();
        });
        using var stop = new CancellationTokenSource();
        Task<int> run = _host.RunAsync(Definitions.Endless(new Endless.Gate(), Send), "--drain-timeout 1m", stop.Token);
        try
        {
            Assert.Equal(0, await run.WaitAsync(TimeSpan.FromMinutes(1)));
        }
        finally
        {
            await stop.CancelAsync();
        }

        Assert.Matches(
            @"^stopping: finishing what was read, for at most 1m; a second signal stops at once\nendless stopped and drained in ", _host.Errors);

        void Send()
        {
            using Process kill = Process.Start("kill", [$"-{name}", $"{Environment.ProcessId}"]);
            kill.WaitForExit();
            Assert.True(seen.Wait(TimeSpan.FromMinutes(1)));
        }
    }
}
