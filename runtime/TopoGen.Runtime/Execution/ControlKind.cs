namespace TopoGen.Runtime;

/// <summary>What a <see cref="ControlSignal"/> says.</summary>
internal enum ControlKind
{
    /// <summary>The bounded input is over.</summary>
    End,

    /// <summary>The topology was told to stop: nothing more follows, but the input is not over.</summary>
    Stop,

    /// <summary>What came before belongs to an epoch, what follows to the next.</summary>
    Barrier,

    /// <summary>The producing task is placed elsewhere: nothing more follows here, and another channel takes its place.</summary>
    Cut,
}
