namespace TopoGen.Simulation.Tests;

/// <summary>What has gone wrong in a history. <see cref="Disturbances"/> are tried; these have happened.</summary>
internal enum Fault
{
    /// <summary>A worker was killed.</summary>
    Death,

    /// <summary>All workers were killed at once.</summary>
    DeathOfAll,

    /// <summary>Twenty workers were killed one after another, each as soon as it had a successor.</summary>
    Burst,

    LeaderKilledIdle,

    /// <summary>The leader was killed right after it had told of an epoch.</summary>
    LeaderKilledAtBarrier,

    /// <summary>The leader was killed when the last task had reported, and nothing was committed yet.</summary>
    LeaderKilledBeforeCommit,

    /// <summary>The leader was killed when an epoch was committed, before it could know.</summary>
    LeaderKilledAfterCommit,

    /// <summary>A worker that is not the leader was killed when the last task had reported.</summary>
    WorkerKilledBeforeCommit,

    /// <summary>A worker was killed when a sink of it had applied a chunk, before it could know.</summary>
    SinkKilledUnheard,

    /// <summary>A chunk that a sink had applied came again.</summary>
    AppliedAgain,

    /// <summary>An epoch had several chunks for one sink.</summary>
    ManyChunks,

    /// <summary>Where sinks write was away.</summary>
    SinkOutage,

    /// <summary>The leader stood still for longer than its lease, and went on.</summary>
    LeaderStalled,

    /// <summary>A process stood still, and found frames in its sockets when it went on.</summary>
    StalledWithFrames,

    /// <summary>A call came to the store when its sender was dead or had lost its lease.</summary>
    LateCall,

    /// <summary>The store was away, and came back with everything.</summary>
    StoreRestart,

    /// <summary>The store was away for 5 s or more.</summary>
    LongOutage,

    /// <summary>The store was away for 30 s.</summary>
    VeryLongOutage,

    /// <summary>The store came back without its last second.</summary>
    LastSecondLost,

    /// <summary>A replica that lagged took the store's place.</summary>
    LaggingReplica,

    /// <summary>A generation was given again, to another leader, because the store had forgotten the first one.</summary>
    GenerationTwice,

    /// <summary>A blob of a committed epoch was gone.</summary>
    MissingBlob,

    /// <summary>A blob of a committed epoch had lost its end.</summary>
    ShortBlob,

    /// <summary>A bit of a blob of a committed epoch was another one.</summary>
    FlippedBit,

    /// <summary>The head went back to the epoch before, because the last one could not be read.</summary>
    WentBack,

    /// <summary>A run was refused, because an epoch could not be read whose effects were released.</summary>
    DamageRefused,

    /// <summary>A run was refused, because its topology could not read what the one before had kept.</summary>
    OtherLayout,

    /// <summary>Nothing came from one process to another, and everything the other way.</summary>
    OneWayCut,

    TwoWayCut,

    /// <summary>A connection broke with frames on their way.</summary>
    ResetInMidBatch,

    /// <summary>Handlers took seconds while epochs were due.</summary>
    SlowBolt,

    /// <summary>An epoch was late, and reported.</summary>
    LateEpoch,

    /// <summary>A channel waited for the barriers of others.</summary>
    BlockedChannel,

    /// <summary>A channel waited for the barriers of others, and another one went on over the same link.</summary>
    BlockedBesideOthers,

    /// <summary>An epoch was restored on another number of workers.</summary>
    OtherWorkers,

    /// <summary>A component was given another number of tasks.</summary>
    OtherTasks,

    /// <summary>A handler threw.</summary>
    Poison,

    /// <summary>A host's wall clock was set by an hour or more.</summary>
    ClockStep,

    ForgottenAck,

    DoubledAck,

    /// <summary>An ack came after its message had timed out.</summary>
    LateAck,

    /// <summary>A task of a former generation reported that it had written its part of an epoch.</summary>
    StaleReport,
}
