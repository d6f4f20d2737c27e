using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>
/// Tells whether anybody lives in a run, as workers do: a lease whose counter stands still for the time to live is over, by the
/// watcher's own monotonic clock.
/// </summary>
internal static class LifeWatch
{
    /// <summary>Looks per time to live; workers renew as often.</summary>
    private const int Looks = 6;

    /// <summary>Returns as soon as any lease moves or a new one is there, at the latest after one time to live.</summary>
    /// <returns>Whether one did.</returns>
    public static async Task<bool> AnyMovesAsync(ICoordinationStore store, TimeSpan timeToLive, TimeProvider time, CancellationToken cancellation)
    {
        TimeSpan pause = timeToLive / Looks;
        Dictionary<string, long> first = await ReadAsync(store, time, cancellation).ConfigureAwait(false);
        long begun = time.GetTimestamp();
        long last = begun;
        while (time.GetElapsedTime(begun) < timeToLive)
        {
            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
            Dictionary<string, long> now = await ReadAsync(store, time, cancellation).ConfigureAwait(false);
            if (now.Any(l => !first.TryGetValue(l.Key, out long counter) || counter != l.Value))
            {
                return true;
            }

            // Whoever slept through it has watched nothing.
            if (time.GetElapsedTime(last) > timeToLive / 2)
            {
                begun = time.GetTimestamp();
            }

            last = time.GetTimestamp();
        }

        return false;
    }

    private static async Task<Dictionary<string, long>> ReadAsync(ICoordinationStore store, TimeProvider time, CancellationToken cancellation)
        => (await PatientCall.AskAsync(() => store.ReadFactsAsync(cancellation), time, cancellation).ConfigureAwait(false)).Leases.ToDictionary(l => l.Worker.Id, l => l.Counter, StringComparer.Ordinal);
}
