using System.Collections.Immutable;
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
    private readonly Func<ImmutableArray<ComponentSnapshot>> _counters;
    private readonly Func<string?> _caption;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly RunTable _table = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly LiveRegion _region;
    private readonly List<(LiveWriter Writer, Action<TextWriter> Set, TextWriter Original)> _routes = [];
    private readonly Task _refreshing;

    private LiveDisplay(HostConsole console, Func<ImmutableArray<ComponentSnapshot>> counters, Func<string?> caption, TimeProvider time)
    {
        _console = console;
        _counters = counters;
        _caption = caption;
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

    /// <param name="console">Where.</param>
    /// <param name="counters">The counters now; called from another thread, one call at a time.</param>
    /// <param name="caption">A line below the table, or null.</param>
    /// <param name="time">The clock of rates.</param>
    /// <returns>Nothing where standard error is no terminal that can move its cursor.</returns>
    public static LiveDisplay? Start(
        HostConsole console, Func<ImmutableArray<ComponentSnapshot>> counters, Func<string?> caption, TimeProvider time)
        => console.IsLive ? new LiveDisplay(console, counters, caption, time) : null;

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

        _console.Say(Render(RunTable.Total(_time.GetElapsedTime(_begun), _counters())).TrimEnd('\n'));
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
                string table = Render(_table.Next(_time.GetElapsedTime(_begun), _counters()));
                string caption = _caption() is { } line ? LiveRegion.Fit(line, _console.Width - 1, _console.Height) : "";

                // The table is as wide as it may be already, and its colours take no room.
                _region.Draw(LiveRegion.Fit(table, int.MaxValue, _console.Height - (caption.Length > 0 ? 1 : 0)) + caption);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private string Render(Table table) => TableText.Render(table, Math.Max(20, _console.Width - 1), _console.HasColors);
}
