namespace TopoGen.Runtime;

/// <summary>What a leader wants of the epochs of its plan.</summary>
internal enum EpochOrder
{
    /// <summary>None begins: tasks are still being restored, or there are none.</summary>
    Rest,

    /// <summary>One follows the other.</summary>
    Run,

    /// <summary>One more, and no other after it: sources wait, or all input is over.</summary>
    End,
}
