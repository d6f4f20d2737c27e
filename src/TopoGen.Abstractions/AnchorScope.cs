using System.ComponentModel;

namespace TopoGen;

/// <summary>The engine's side of an <see cref="Anchor"/>; of no use to user code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AnchorScope
{
    /// <param name="version">The anchor's.</param>
    protected internal abstract void Ack(int version);

    /// <inheritdoc cref="Ack"/>
    protected internal abstract void Fail(int version);

    /// <inheritdoc cref="Ack"/>
    protected internal abstract void ResetTimeout(int version);
}
