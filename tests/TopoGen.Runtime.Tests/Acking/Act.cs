namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What a bolt that acks by hand does with a token.</summary>
internal enum Act
{
    Ack,

    /// <summary>Keeps its anchor.</summary>
    Keep,

    /// <summary>Keeps nothing and says nothing.</summary>
    Forget,

    AckTwice,

    Throw,

    /// <summary>Acks it and throws.</summary>
    AckAndThrow,

    Fail,

    /// <summary>Acks all that was kept, and itself.</summary>
    AckKept,

    FailKept,

    /// <summary>Emits a copy that belongs to what was kept, acks that, and throws.</summary>
    JoinAndThrow,

    /// <summary>Emits copies that belong to each that was kept, and throws. All that was kept stays so.</summary>
    EmitKeptAndThrow,

    /// <summary>Resets the timeouts of all that was kept.</summary>
    ResetKept,

    /// <summary>Emits a copy that belongs to all that was kept and itself, then acks those.</summary>
    Join,

    /// <summary>Emits a copy that names its anchor two times.</summary>
    AnchorTwice,

    /// <summary>Emits a copy with its anchor and keeps that.</summary>
    EmitAndKeep,

    /// <summary>Emits a copy without its anchor, and acks.</summary>
    EmitFree,

    /// <summary>Emits a copy after it has acked.</summary>
    AckAndEmit,
}
