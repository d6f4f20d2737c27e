namespace TopoGen.Analyzers;

/// <summary>What one mention of a field does to it.</summary>
internal enum Access
{
    Read,

    /// <summary>It is replaced, whatever it was.</summary>
    Write,

    /// <summary>By <c>??=</c>: it is made once.</summary>
    FirstWrite,

    /// <summary>What it becomes depends on what it was, and nobody looks at it here: <c>_n++;</c>, <c>_list.Add(x);</c>.</summary>
    Change,

    /// <summary>As <see cref="Change"/>, and the result is used.</summary>
    ReadWrite,

    /// <summary>A collection is emptied.</summary>
    Clear,

    /// <summary>By <c>Interlocked</c> or <c>Volatile</c>.</summary>
    Atomic,
}
