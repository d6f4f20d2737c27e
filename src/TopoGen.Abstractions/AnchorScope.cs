using System.ComponentModel;

namespace TopoGen;

/// <summary>The engine's side of an <see cref="Anchor"/>; of no use to user code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AnchorScope;
