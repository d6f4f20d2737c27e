namespace TopoGen.Analyzers;

/// <summary>When the code of a component runs. A helper method has the contexts of everything that calls it.</summary>
[Flags]
internal enum CodeContext
{
    None = 0,

    /// <summary>For each tuple, on the task's thread.</summary>
    Handler = 1,

    /// <summary>For each tuple, concurrently with other calls.</summary>
    AsyncHandler = 2,

    /// <summary>A synchronous spout's <c>Next</c>.</summary>
    Next = 4,

    NextAsync = 8,

    Tick = 16,

    /// <summary><c>Ack</c> and <c>Fail</c> of a spout.</summary>
    Settled = 32,

    Committed = 64,

    End = 128,

    Open = 256,

    Close = 512,

    /// <summary>Constructors and initializers.</summary>
    Construction = 1024,

    /// <summary>Between <c>Open</c> and the end of the input, where blocking holds up the task and everything that shares its thread.</summary>
    Running = Handler | AsyncHandler | Next | NextAsync | Tick | Settled | Committed,

    /// <summary>Calls whose effects belong to a tuple, a message or an epoch.</summary>
    Tracked = Handler | AsyncHandler | Next | NextAsync | Tick,
}
