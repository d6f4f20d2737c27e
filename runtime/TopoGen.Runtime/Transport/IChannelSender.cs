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
    /// Gives room for whole encoded tuples behind what was committed; the same room again until <see cref="Commit"/>. Always gives it,
    /// whatever <see cref="HasRoom"/> says: the caller's call may be half done. Bounded by the caller, which stops soon after that is false.
    /// </summary>
    /// <param name="size">Bytes needed at least.</param>
    /// <param name="room">At least as many, up to the end of what travels as one frame.</param>
    /// <returns>False where nobody will receive anything any more: what was to be written is dropped.</returns>
    bool TryReserve(int size, out ArraySegment<byte> room);

    /// <summary>
    /// Appends the tuples that stand at the beginning of the room. What is left of it may be committed later, until
    /// <see cref="TryReserve"/>, <see cref="Flush"/> or a signal.
    /// </summary>
    /// <param name="bytes">How many they take.</param>
    /// <param name="count">How many there are, at least 1.</param>
    void Commit(int bytes, int count);

    /// <summary>Appends a control signal, in order with the tuples.</summary>
    void Write(ControlSignal signal);

    /// <summary>Puts what was written on its way. Never blocks.</summary>
    void Flush();
}
