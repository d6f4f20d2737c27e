using System.Diagnostics;
using System.Globalization;
using TopoGen.Oracle;

namespace TopoGen.Chaos.Tests;

/// <summary>The disk with the embedded store is full. Invariants: it is said, nothing is damaged, and the state at the end is that of a run that always had room.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private const int Keys = 40;
    private const int Length = 600;

    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk _disk = new(megabytes: 4);
    private readonly List<HostProcess> _processes = [];

    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        _disk.Dispose();
        _folder.Dispose();
    }

    [SmallDiskFact]
    public async Task A_run_says_that_the_disk_is_full_and_goes_on_when_there_is_room_again()
    {
        HostProcess run = await UntilFullAsync();

        _disk.MakeRoom();

        Assert.True(await run.EndAsync() == 0, run.Error);
        await VerifyAsync();
    }

    [SmallDiskFact]
    public async Task A_run_that_is_killed_while_the_disk_is_full_goes_on_at_the_next_start()
    {
        HostProcess first = await UntilFullAsync();

        Signals.Kill(first.Id);
        await first.EndAsync();
        _disk.MakeRoom();
        HostProcess second = Start();

        Assert.True(await second.EndAsync() == 0, second.Error);
        Assert.Contains("goes on from epoch", second.Error, StringComparison.Ordinal);
        await VerifyAsync();
    }

    private async Task<HostProcess> UntilFullAsync()
    {
        HostProcess run = Start();
        await Wait.UntilAsync(() => File.Exists(Path.Combine(_disk.Path, "checkpoints.db-wal")), () => $"the store is open\n{run.Error}");

        // Several times what its tables take when they are made.
        await Wait.UntilAsync(() => new FileInfo(Path.Combine(_disk.Path, "checkpoints.db-wal")).Length > 500_000, () => $"epochs are committed\n{run.Error}");
        _disk.Fill();
        await Wait.UntilAsync(
            () =>
            {
                // What the store gives back meanwhile is taken as well.
                _disk.Fill();
                return run.Says("the disk is full; make room");
            },
            () => $"it says that the disk is full; it said:\n{run.Error}");
        return run;
    }

    private HostProcess Start()
    {
        var process = new HostProcess(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "TopoGen.Oracle.dll"), "run", "--topology=sums", $"--folder={_folder.Path}", $"--data={_disk.Path}",
                "--epoch-interval=50ms", $"--keys={Keys}", $"--length={Length}", "--rate=4000",
            ]));
        _processes.Add(process);
        return process;
    }

    private async Task VerifyAsync()
    {
        const long sum = (long)Length * (Length + 1) / 2;
        Assert.Equal(
            Enumerable.Range(0, Keys).Select(key => string.Create(CultureInfo.InvariantCulture, $"{key} {Length} {Length} {sum} 0")),
            await File.ReadAllLinesAsync(Path.Combine(_folder.Path, Sums.FileName)));
    }
}
