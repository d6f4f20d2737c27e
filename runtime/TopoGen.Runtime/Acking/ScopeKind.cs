namespace TopoGen.Runtime;

/// <summary>What the tuple belongs to that an executor's user code handles or emits.</summary>
internal enum ScopeKind : byte
{
    /// <summary>To no tree.</summary>
    None,

    /// <summary>To a message that its spout is emitting, as long as no part of its tree has left the executor: it has no root yet.</summary>
    Emitting,

    /// <summary>To one tree.</summary>
    Single,

    /// <summary>To several trees.</summary>
    Several,
}
