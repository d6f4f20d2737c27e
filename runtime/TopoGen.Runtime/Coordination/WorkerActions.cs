namespace TopoGen.Runtime;

/// <summary>What a worker is to do now.</summary>
[Flags]
internal enum WorkerActions
{
    None = 0,

    /// <summary>End the duties of a leader: another worker has them, or nobody.</summary>
    StepDown = 1,

    /// <summary>Close all tasks; join again under a new id.</summary>
    Drop = 2,

    /// <summary>Give up the lease under the id it had: it is of no use any more.</summary>
    Leave = 4,

    /// <summary>Stop all tasks where they are.</summary>
    Suspend = 8,

    /// <summary>Go on where they were stopped.</summary>
    Resume = 16,

    /// <summary>Read the plan from the store: there is a newer one.</summary>
    ReadPlan = 32,

    /// <summary>Apply the plan that was read.</summary>
    Apply = 64,

    /// <summary>Ask for the leader's lease with the claim in the state.</summary>
    Claim = 128,

    /// <summary>Begin the duties of a leader.</summary>
    Lead = 256,
}
