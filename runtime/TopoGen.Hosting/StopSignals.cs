using System.Runtime.InteropServices;

namespace TopoGen.Hosting;

/// <summary>Listens to Ctrl-C (SIGINT), SIGTERM and SIGHUP until it is disposed of.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private int _seen;

    /// <param name="first">Called at the first signal, on any thread.</param>
    /// <param name="again">Called at each further one.</param>
    /// <param name="ignored">Signals that do nothing at all.</param>
    public StopSignals(Action first, Action again, params ReadOnlySpan<PosixSignal> ignored)
    {
        PosixSignal[] nothing = [.. ignored];
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];

        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            if (nothing.Contains(context.Signal))
            {
                return;
            }

            (Interlocked.Increment(ref _seen) == 1 ? first : again)();
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
