using System.ComponentModel;

namespace TopoGen;

/// <summary>
/// One call of an asynchronous handler. Emits that name it are held back and published together when the call completes;
/// a call that throws publishes nothing. It is valid until its handler's task completes.
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

    public bool Equals(Anchor other) => ReferenceEquals(Scope, other.Scope) && Version == other.Version;

    public override bool Equals(object? obj) => obj is Anchor other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Scope, Version);
}
