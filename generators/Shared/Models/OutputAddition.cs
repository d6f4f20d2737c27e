namespace TopoGen.Generators;

/// <summary>What an output takes beside the tuple, and beside the task of a direct one.</summary>
internal enum OutputAddition
{
    None,

    /// <summary>The id of a spout's message.</summary>
    MessageId,

    /// <summary>The anchor of a tuple or call.</summary>
    Anchor,

    /// <summary>The anchors of several tuples.</summary>
    Anchors,
}
