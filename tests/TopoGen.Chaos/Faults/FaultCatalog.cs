using System.Collections.Immutable;

namespace TopoGen.Chaos;

/// <summary>All faults, by name.</summary>
internal static class FaultCatalog
{
    private static readonly (string Name, Func<Fault> Make)[] All =
    [
        ("kill", static () => new KillFault()),
        ("burst", static () => new BurstFault()),
        ("all", static () => new AllFault()),
        ("leader", static () => new LeaderFault()),
        ("stop", static () => new StopFault()),
        ("redis-restart", static () => new RedisRestartFault()),
        (RedisLoss, static () => new RedisLossFault()),
        ("redis-away", static () => new RedisAwayFault()),
        (Link, static () => new LinkFault(bothWays: true)),
        (LinkOneWay, static () => new LinkFault(bothWays: false)),
        (Failover, static () => new FailoverFault()),
        (Supervisor, static () => new SupervisorFault()),
        ("rescale", static () => new RescaleFault()),
    ];

    private const string Link = "link";
    private const string LinkOneWay = "link-one-way";
    private const string Supervisor = "supervisor";
    private const string RedisLoss = "redis-loss";
    private const string Failover = "failover";

    public static IEnumerable<string> Names => All.Select(static fault => fault.Name);

    /// <summary>Whether workers have to be on machines of their own.</summary>
    public static bool NeedMachines(IEnumerable<string> names) => names.Any(static name => name is Link or LinkOneWay);

    /// <summary>Whether Redis may forget what it has acknowledged.</summary>
    public static bool MayLose(IEnumerable<string> names) => names.Any(static name => name is RedisLoss or Failover);

    /// <exception cref="ChaosMistakeException">There is no such fault, or not together with the others.</exception>
    public static void Check(ImmutableArray<string> names)
    {
        if (names.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            throw new ChaosMistakeException($"--faults has '{unknown}'; expected some of {string.Join(", ", Names)}");
        }

        if (names.IsEmpty)
        {
            throw new ChaosMistakeException($"--faults is empty; expected some of {string.Join(", ", Names)}");
        }

        if (NeedMachines(names) && names.Contains(Supervisor))
        {
            throw new ChaosMistakeException($"--faults has '{Supervisor}' and a cut of links: a supervisor has its workers on one machine, where no link can be cut; choose one of them");
        }

        if (NeedMachines(names) && Machines.Impossible is { } reason)
        {
            throw new ChaosMistakeException($"--faults has a cut of links, for which network namespaces are needed, which cannot be made here ({reason.ReplaceLineEndings(" ")}); run it as root, with iproute2 and iptables");
        }
    }

    /// <summary>One of each, which keeps what it has to know from round to round.</summary>
    public static Fault[] Make(ImmutableArray<string> names) => [.. names.Select(static name => All.Single(fault => fault.Name == name).Make())];
}
