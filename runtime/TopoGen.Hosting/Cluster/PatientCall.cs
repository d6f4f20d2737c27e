using TopoGen.Runtime;

namespace TopoGen.Hosting.Cluster;

/// <summary>Asks a store again that does not answer: on a busy machine the first answer may be late, and nobody waits for it but a person.</summary>
internal static class PatientCall
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="call">One of the store, which may be sent twice.</param>
    /// <param name="time">Measures the patience: 5 s.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="CoordinationException">The last attempt's.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> call, TimeProvider time, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (CoordinationException) when (time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
