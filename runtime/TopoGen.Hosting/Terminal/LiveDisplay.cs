using Spectre.Console;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Terminal;

/// <summary>
/// Shows the counters of a run on a terminal, four times a second, and keeps whatever is written to the console meanwhile apart
/// from them. On anything but a terminal it does nothing.
/// </summary>
internal sealed class LiveDisplay : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HostConsole _console;
    private readonly TopologyEngine _engine;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly RunTable _table = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly LiveRegion _region;
    private readonly List<(LiveWriter Writer, Action<TextWriter> Set, TextWriter Original)> _routes = [];
    private readonly Task _refreshing;

    private LiveDisplay(HostConsole console, TopologyEngine engine, TimeProvider time)
    {
        _console = console;
        _engine = engine;
        _time = time;
        _begun = time.GetTimestamp();
        _region = new LiveRegion(console.Error);
        Route(console.Error, console.SetError);
        if (!console.IsOutputRedirected)
        {
            Route(console.Out, console.SetOut);
        }

        _refreshing = RefreshAsync();
    }

    /// <returns>Nothing where standard error is no terminal that can move its cursor.</returns>
    public static LiveDisplay? Start(HostConsole console, TopologyEngine engine, TimeProvider time)
        => console.IsLive ? new LiveDisplay(console, engine, time) : null;

    /// <summary>Leaves the table of the whole run behind and gives the console back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(false);
        _closing.Dispose();
        foreach ((_, Action<TextWriter> set, TextWriter original) in _routes)
        {
            set(original);
        }

        _region.Close("");
        foreach ((LiveWriter writer, _, _) in _routes)
        {
            writer.Release();
        }

        _console.Say(Render(RunTable.Total(_time.GetElapsedTime(_begun), _engine.Snapshot())).TrimEnd('\n'));
    }

    private void Route(TextWriter original, Action<TextWriter> set)
    {
        var writer = new LiveWriter(original, _region);
        _routes.Add((writer, set, original));
        set(writer);
    }

    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
            {
                _region.Draw(Fit(Render(_table.Next(_time.GetElapsedTime(_begun), _engine.Snapshot()))));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private string Render(Table table) => TableText.Render(table, Math.Max(20, _console.Width - 1), _console.HasColors);

    /// <summary>What scrolled out of the window could not be erased any more.</summary>
    private string Fit(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        int room = Math.Max(1, _console.Height - 2);
        return lines.Length <= room
            ? text
            : string.Concat(lines.Take(room - 1).Append($" ... {lines.Length - room + 1} more lines").Select(l => l + "\n"));
    }
}
