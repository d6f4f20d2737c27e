namespace TopoGen.Testing;

/// <summary>What kind of thread an event would run on.</summary>
internal enum EventKind
{
    /// <summary>One of the pool.</summary>
    Pool,

    /// <summary>One of the pool, running what an asynchronous method of a component has left to do.</summary>
    Component,

    /// <summary>A link's reader, which may visit executors.</summary>
    Link,
}
