using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Runtime.Sqlite.Tests;

/// <summary>
/// This assembly as a process of its own. It opens a store and commits epoch after epoch, and says the number of each once it is committed,
/// until it is killed or whoever started it is gone.
/// </summary>
internal sealed class SecondProcess : IDisposable
{
    public const string Topology = "words";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public SecondProcess(string directory) => _process = Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { "exec", typeof(SecondProcess).Assembly.Location, directory },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public int Id => _process.Id;

    public static async Task<int> Main(string[] args)
    {
        if (args is not [string directory])
        {
            return 1;
        }

        var isAlone = Task.Run(() => Console.In.ReadLine());
        await using var store = SqliteCheckpointStore.Open(directory, Topology);
        FencingToken token = await store.AcquireAsync(0, (ulong)Environment.ProcessId, CancellationToken.None);
        EpochId? previous = (await store.ReadHeadAsync(CancellationToken.None))?.Committed;
        while (!isAlone.IsCompleted)
        {
            EpochId epoch = Checkpoints.Epoch(token, (previous?.Number ?? 0) + 1);
            Blob[] blobs = [.. Enumerable.Range(0, 4).Select(group => Checkpoints.Fill(Checkpoints.Group(epoch, group), 20_000))];
            await store.BeginAsync(epoch, CancellationToken.None);
            await store.WriteAsync(blobs, CancellationToken.None);
            await store.FlipAsync(Checkpoints.Manifest(epoch, previous, blobs), CancellationToken.None);
            Console.WriteLine(epoch.Number.ToString(CultureInfo.InvariantCulture));
            previous = epoch;
        }

        return 0;
    }

    /// <summary>Waits until it has committed so many epochs more.</summary>
    /// <returns>The number of the last one.</returns>
    public async Task<long> CommitsAsync(int epochs)
    {
        string? line = null;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        }

        return long.Parse(line!, CultureInfo.InvariantCulture);
    }

    /// <summary>Kills it, without a chance to do anything.</summary>
    public void Dispose()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Limit), "the second process does not die");
        _process.Dispose();
    }
}
