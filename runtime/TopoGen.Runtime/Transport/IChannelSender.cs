namespace TopoGen.Runtime;

/// <summary>
/// The sending end of a channel between workers. Everything written is kept until the receiving task has handled it, over broken
/// connections too, and is sent in order, once. Called by the producing executor's thread, where nothing else is said.
/// </summary>
internal interface IChannelSender : IDisposable
{
    /// <summary>Whether less than a window is written and not yet handled. Any thread. While false, the producer should pause.</summary>
    bool HasRoom { get; }

    /// <summary>The most bytes of one tuple.</summary>
    int MaxTupleSize { get; }

    /// <summary>Tuples written and not yet handled by the receiver. Any thread; may lag.</summary>
    long Pending { get; }

    /// <summary>
    /// Appends whole encoded tuples. Always takes them, copying, whatever the room: the caller's call may be half done. Bounded by
    /// the caller, which stops soon after <see cref="HasRoom"/> is false.
    /// </summary>
    /// <param name="tuples">Their bytes, one after another.</param>
    /// <param name="count">How many there are.</param>
    void Write(ReadOnlySpan<byte> tuples, int count);

    /// <summary>Appends a control signal, in order with the tuples.</summary>
    void Write(ControlSignal signal);

    /// <summary>Puts what was written on its way. Never blocks.</summary>
    void Flush();
}
