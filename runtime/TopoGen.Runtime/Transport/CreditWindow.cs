namespace TopoGen.Runtime;

/// <summary>
/// The arithmetic of a channel's window, in bytes of its stream. Liveness: when the receiver has handled all it got, it has
/// acknowledged all but less than <see cref="Small"/>; so the sender sees at most that much in flight, and any frame may go.
/// </summary>
internal static class CreditWindow
{
    /// <summary>
    /// Whether a frame may follow what is in flight: it fits into the window, or next to nothing is in flight and it passes alone,
    /// however large. The receiver's memory is bounded by window + window / 16 + one frame.
    /// </summary>
    public static bool Allows(long inFlight, int frame, int window) => inFlight + frame <= window || inFlight < Small(window);

    /// <summary>Whether the receiver should acknowledge at once.</summary>
    /// <param name="unacknowledged">Bytes handled since the last acknowledgement.</param>
    /// <param name="isEmpty">Whether nothing is left to handle.</param>
    /// <param name="window">The channel's window.</param>
    public static bool AcknowledgesNow(long unacknowledged, bool isEmpty, int window)
        => unacknowledged >= window / 4 || (isEmpty && unacknowledged >= Small(window));

    private static int Small(int window) => window / 16;
}
