namespace TopoGen.Simulation.Tests;

/// <summary>What may go wrong in a cluster.</summary>
[Flags]
internal enum Disturbances : ulong
{
    None = 0,

    /// <summary>A process dies, seen by its supervisor or not, and another one may start.</summary>
    Death = 1,

    /// <summary>A process stands still, and goes on as if nothing had happened.</summary>
    Stall = 2,

    /// <summary>Nothing gets from one process to another, or between the two.</summary>
    Cut = 4,

    /// <summary>A connection breaks in the middle of what it carries.</summary>
    Reset = 8,

    SlowNetwork = 16,

    /// <summary>One worker's calls of the store are slow, fail, lose their answers, or come ten seconds late.</summary>
    BadStore = 32,

    /// <summary>The store is away for everybody.</summary>
    StoreOutage = 64,

    /// <summary>The wall clock of a host is set.</summary>
    ClockStep = 128,

    Join = 256,

    Leave = 512,

    /// <summary>Operators change what they want.</summary>
    Operator = 1024,

    /// <summary>The store loses its last second, or an older replica takes its place.</summary>
    StoreLoss = 2048,

    /// <summary>A leader dies at a moment of an epoch, or stands still for longer than its lease.</summary>
    LeaderDeath = 4096,

    /// <summary>All processes die at once, or twenty one after another.</summary>
    Massacre = 8192,

    /// <summary>Handlers are slow; acks are forgotten, doubled, or late.</summary>
    Misbehaviour = 16384,

    All = ((2 * Misbehaviour) - 1) & ~StoreLoss,
}
