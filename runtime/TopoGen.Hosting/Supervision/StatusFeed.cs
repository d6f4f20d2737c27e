using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Supervision;

/// <summary>Reads the store again and again; says once that it cannot be read, and once that it can again.</summary>
internal sealed class StatusFeed(ICoordinationStore store, Action<string> say)
{
    /// <summary>A store that hangs is no different from one that fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile ClusterStatus? _latest;
    private bool _isFailing;

    /// <summary>The last that could be read. Any thread.</summary>
    public ClusterStatus? Latest => _latest;

    /// <param name="hurry">Gives up waiting.</param>
    /// <returns>The status now, or null where the store cannot be read.</returns>
    public async Task<ClusterStatus?> ReadAsync(CancellationToken hurry)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        patience.CancelAfter(Patience);
        try
        {
            _latest = await store.ReadStatusAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is CoordinationException or OperationCanceledException)
        {
            Say(failing: true, $"warning: the store does not answer, the workers are on their own: {OneLine.Of(e.Message)}");
            return null;
        }

        Say(failing: false, "the store answers again");
        return _latest;
    }

    private void Say(bool failing, string line)
    {
        if (_isFailing != failing)
        {
            _isFailing = failing;
            say(line);
        }
    }
}
