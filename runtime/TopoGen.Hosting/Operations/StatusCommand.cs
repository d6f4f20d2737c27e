using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>
/// The commands <c>status</c> and <c>top</c>. A lease is judged by whether it moves, so the store is read twice, with as long
/// between as every live worker needs to renew its own.
/// </summary>
internal sealed class StatusCommand(CommandContext context) : ClusterCommand(context)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <summary>Two renewals.</summary>
    private TimeSpan Watched => Node.LeaseTime / 3;

    protected override async Task<int> RunAsync(ICoordinationStore store, CancellationToken stop)
    {
        ClusterFacts before = await store.ReadFactsAsync(stop).ConfigureAwait(false);
        await Task.Delay(before.Leases.IsEmpty ? TimeSpan.Zero : Watched, Context.Time, stop).ConfigureAwait(false);
        return Context.Invocation.Watch
            ? await WatchAsync(store, before, stop).ConfigureAwait(false)
            : await ShowAsync(store, before, stop).ConfigureAwait(false);
    }

    private async Task<int> ShowAsync(ICoordinationStore store, ClusterFacts before, CancellationToken stop)
    {
        ClusterStatus status = await store.ReadStatusAsync(stop).ConfigureAwait(false);
        return Show(writer => Write(writer, StatusView.Of(Context.Definition, status, before), indented: true));
    }

    private async Task<int> WatchAsync(ICoordinationStore store, ClusterFacts before, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var signals = new StopSignals(ended.Cancel, ended.Cancel);
        TimeSpan pause = Watched > Refresh ? Watched : Refresh;
        LiveRegion? region = Context.Console.IsOutputRedirected || Context.Invocation.Json ? null : new LiveRegion(Context.Console.Out);
        try
        {
            while (true)
            {
                ClusterStatus status = await store.ReadStatusAsync(ended.Token).ConfigureAwait(false);
                var view = StatusView.Of(Context.Definition, status, before);
                int code = Show(writer => Draw(writer, region, view));
                if (code != ExitCode.Done)
                {
                    return code;
                }

                before = status.Facts;
                await Task.Delay(pause, Context.Time, ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private void Draw(TextWriter writer, LiveRegion? region, StatusView view)
    {
        if (region is null)
        {
            Write(writer, view, indented: false);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        StatusText.Write(text, view, Math.Max(20, Context.Console.Width - 1));
        region.Draw(LiveRegion.Fit(text.ToString(), Context.Console.Width - 1, Context.Console.Height));
    }

    private void Write(TextWriter writer, StatusView view, bool indented)
    {
        if (Context.Invocation.Json)
        {
            StatusJson.Write(writer, view, indented);
        }
        else
        {
            StatusText.Write(writer, view, Output.WidthOf(Context.Console));
        }
    }
}
