namespace TopoGen.Runtime;

/// <summary>
/// The arithmetic of a channel's window, in bytes of its stream. Liveness: when the receiver has handled all it got, it has
/// acknowledged all but less than <see cref="Small"/>; so the sender sees at most that much in flight, and any frame may go. An
/// acknowledgement costs the other side a wake-up, so there are no more of them than that needs.
/// </summary>
internal static class CreditWindow
{
    /// <summary>
    /// Whether a frame may follow what is in flight: it fits into the window, or little is in flight and it passes alone, however
    /// large. The receiver's memory is bounded by window + window / 4 + one frame.
    /// </summary>
    public static bool Allows(long inFlight, int frame, int window) => inFlight + frame <= window || inFlight < Small(window);

    /// <summary>Whether the receiver should acknowledge at once.</summary>
    /// <param name="unacknowledged">Bytes handled since the last acknowledgement.</param>
    /// <param name="window">The channel's window.</param>
    public static bool AcknowledgesNow(long unacknowledged, int window) => unacknowledged >= Small(window);

    private static int Small(int window) => window / 4;
}
