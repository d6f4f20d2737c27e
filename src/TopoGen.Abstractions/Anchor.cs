using System.ComponentModel;

namespace TopoGen;

/// <summary>
/// A tuple in the hands of a bolt, as far as its tree is tracked: an emit that names the anchor belongs to the same messages as that tuple.
/// <para>
/// A synchronous handler that takes an anchor acks by hand: the tuple is done when <see cref="Ack"/> was called, in the same call or in a later
/// one, and several anchors may be kept meanwhile. What such a handler emits without naming an anchor belongs to no message. A call
/// that throws fails the tuple. Anchors that are still held when the input is over are to be settled in <c>End</c>. All of it happens on the task's
/// thread.
/// </para>
/// <para>
/// In an asynchronous handler the anchor stands for the call. Emits that name it are held back and published together when the call
/// completes, which acks; a call that throws publishes nothing, and fails. It may be used from any thread until the handler's task completes.
/// </para>
/// <para>Where nothing is tracked (another <see cref="Delivery"/>, or a tuple without a message) acking does nothing.</para>
/// </summary>
public readonly struct Anchor : IEquatable<Anchor>
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Anchor(AnchorScope scope, int version)
    {
        Scope = scope;
        Version = version;
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public AnchorScope? Scope { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public int Version { get; }

    public static bool operator ==(Anchor left, Anchor right) => left.Equals(right);

    public static bool operator !=(Anchor left, Anchor right) => !left.Equals(right);

    /// <summary>
    /// The tuple has been processed. Does nothing where it was acked or failed before, and in an asynchronous handler, whose end acks.
    /// </summary>
    public void Ack() => Scope?.Ack(Version);

    /// <summary>
    /// The messages that the tuple belongs to have failed, with <see cref="FailReason.FailedByHand"/>. Does nothing where it was acked or
    /// failed before. An asynchronous call that says so publishes nothing.
    /// </summary>
    public void Fail() => Scope?.Fail(Version);

    /// <summary>The work takes longer: the message timeout of what the tuple belongs to begins anew.</summary>
    public void ResetTimeout() => Scope?.ResetTimeout(Version);

    public bool Equals(Anchor other) => ReferenceEquals(Scope, other.Scope) && Version == other.Version;

    public override bool Equals(object? obj) => obj is Anchor other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Scope, Version);
}
