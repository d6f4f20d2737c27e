using TopoGen.Simulation.Tests;

namespace TopoGen.Mutants.Tests;

/// <summary>Who finds which mutant.</summary>
internal static class Victims
{
    private static readonly Victim AtMostOnce = new(Oracle.AtMostOnce);
    private static readonly Victim ExactlyOnce = new(Oracle.ExactlyOnce);
    private static readonly Victim Messages = new(Oracle.Messages);
    private static readonly Victim Kept = new(Oracle.KeptMessages);

    /// <summary>The topology has an end.</summary>
    private static readonly Func<ulong, Oracle, string> ToEnd = static (seed, oracle) => History.RunToEnd(seed, Disturbances.All, oracle);

    public static IReadOnlyDictionary<Mutant, Victim> Of { get; } = new Dictionary<Mutant, Victim>
    {
        [Mutant.AckedBeforeCommit] = Kept,
        [Mutant.AckedByTheWrongEpoch] = Kept,
        [Mutant.AnnouncedOnce] = new(Disturbances.Operator, Oracle.ExactlyOnce),
        [Mutant.AppliedBeforeCommit] = ExactlyOnce,
        [Mutant.BarrierOvertakes] = ExactlyOnce,
        [Mutant.ChannelsDoNotWait] = ExactlyOnce,
        [Mutant.CollectorTakesAll] = new(History.Rest, Oracle.ExactlyOnce),
        [Mutant.CommitsBeforeAllReport] = ExactlyOnce,
        [Mutant.EdgeIdsRepeat] = Messages,
        [Mutant.EdgeIsPassedOnAtOnce] = Messages,
        [Mutant.EndsBeforeAcked] = new(ToEnd, Oracle.KeptMessages),
        [Mutant.EndsWithoutFinalEpoch] = new(ToEnd, Oracle.ExactlyOnce),
        [Mutant.EpochsOverlap] = ExactlyOnce,
        [Mutant.FailuresAreForgotten] = Messages,
        [Mutant.FirstBarrierCounts] = ExactlyOnce,
        [Mutant.FirstEdgeIsGivenTwice] = Messages,
        [Mutant.FlipNeedsNoToken] = new(Disturbances.LeaderDeath | Disturbances.BadStore, Oracle.ExactlyOnce),
        [Mutant.FlushesAskForNoRoom] = AtMostOnce,
        [Mutant.LossesAreNotCounted] = AtMostOnce,
        [Mutant.EpochIsAbandoned] = ExactlyOnce,
        [Mutant.FailedWriteIsForgotten] = ExactlyOnce,
        [Mutant.NoStamp] = ExactlyOnce,
        [Mutant.PlanNeedsNoToken] = new(Disturbances.LeaderDeath | Disturbances.BadStore | Disturbances.Operator, Oracle.AtMostOnce),
        [Mutant.ReleasedBeforeCommit] = ExactlyOnce,
        [Mutant.ReservationsAreNoLimit] = AtMostOnce,
        [Mutant.SpoutRunsAhead] = AtMostOnce,
        [Mutant.StandbySkipsChanges] = ExactlyOnce,
        [Mutant.SurvivorsGoOn] = ExactlyOnce,
        [Mutant.SurvivorsKeepWhatChanged] = ExactlyOnce,
        [Mutant.TokenComparedByCounterOnly] = new(static (seed, oracle) => History.HandOutTwice(seed, oracle), Oracle.ExactlyOnce),
        [Mutant.ToldBeforeReleased] = new(static (seed, oracle) => History.Spoil(seed, oracle), Oracle.KeptMessages, Oracle.ExactlyOnce),
        [Mutant.WorkerIdIsKept] = new(Disturbances.StoreLoss | Disturbances.Stall | Disturbances.Join, Oracle.AtMostOnce, Oracle.ExactlyOnce),
        [Mutant.WorksWithoutLease] = AtMostOnce,
    };
}
