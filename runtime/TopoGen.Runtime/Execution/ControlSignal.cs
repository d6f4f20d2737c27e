namespace TopoGen.Runtime;

/// <summary>What travels in a channel beside tuples, in order with them.</summary>
internal enum ControlSignal
{
    /// <summary>The bounded input is over.</summary>
    End,

    /// <summary>The topology was told to stop: nothing more follows, but the input is not over.</summary>
    Stop,

    /// <summary>The producing task is placed elsewhere: nothing more follows here, and another channel takes its place.</summary>
    Cut,
}
