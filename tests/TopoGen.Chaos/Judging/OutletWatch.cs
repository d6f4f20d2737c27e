using System.Diagnostics;
using System.Threading.Channels;
using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos;

/// <summary>Sees output come out of the topology, file by file.</summary>
internal sealed class OutletWatch : IDisposable
{
    private readonly Channel<(string Path, long Seen)> _files = Channel.CreateUnbounded<(string, long)>();
    private readonly FileSystemWatcher _watcher;
    private readonly int _keys;
    private readonly long _length;

    public OutletWatch(string folder, int keys, long length)
    {
        (_keys, _length) = (keys, length);
        string lines = Directory.CreateDirectory(Path.Combine(folder, ChaosSinks.Lines)).FullName;
        _watcher = new FileSystemWatcher(lines, "*.txt");
        _watcher.Created += (_, file) => Add(file.FullPath);
        _watcher.Renamed += (_, file) => Add(file.FullPath);
        // Some went by unseen: all are looked at.
        _watcher.Error += (_, _) =>
        {
            foreach (string file in SinkReader.Files(folder))
            {
                Add(file);
            }
        };
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>What has come so far cannot be beyond what is allowed now, and is not looked at.</summary>
    public void Skip()
    {
        while (_files.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Waits until every task that counts has let out numbers that were not allowed before.</summary>
    /// <param name="allowed">How many were.</param>
    /// <param name="tallies">How many tasks count.</param>
    /// <param name="ofEach">Whether from each of the spout's tasks one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When the last of them was seen, as <see cref="Stopwatch.GetTimestamp"/> has it.</returns>
    public async Task<long> UntilBeyondAsync(long allowed, int tallies, bool ofEach, CancellationToken cancellation)
    {
        Share[] shares = [.. Enumerable.Range(0, ChaosSettings.Sources).Select(task => new Share(task, ChaosSettings.Sources, _keys, _length))];
        var ways = new HashSet<(int Source, int Tally)>();
        while (true)
        {
            (string path, long seen) = await _files.Reader.ReadAsync(cancellation);
            foreach (Outcome outcome in Read(path))
            {
                int source = outcome.Key % shares.Length;
                if (outcome.Kind != OutcomeKind.Total && outcome.Task < tallies && shares[source].PositionOf(outcome.Key, outcome.Last) >= shares[source].Of(allowed))
                {
                    ways.Add((ofEach ? source : 0, outcome.Task));
                }
            }

            if (ways.Count == (ofEach ? shares.Length : 1) * tallies)
            {
                return seen;
            }
        }
    }

    public void Dispose() => _watcher.Dispose();

    private void Add(string file) => _files.Writer.TryWrite((file, Stopwatch.GetTimestamp()));

    private static IEnumerable<Outcome> Read(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Select(Outcome.Parse)];
        }
        catch (FileNotFoundException)
        {
            // Taken back by a run that went back.
            return [];
        }
    }
}
