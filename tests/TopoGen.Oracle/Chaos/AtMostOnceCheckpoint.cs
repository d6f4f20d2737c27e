using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Oracle.Chaos;

/// <summary>The oracle of chaos: at most once, nothing in reserve.</summary>
[Topology("at-most-once-checkpoint", Delivery = Delivery.AtMostOnce)]
public sealed partial class AtMostOnceCheckpoint
{
    [Parameters]
    public sealed record Settings(string Folder, string Target, int Keys, long Length) : ChaosSettings(Folder, Target, Keys, Length);

    private static void ConfigureServices(IServiceCollection services) => ChaosSinks.Configure<Settings>(services);

    [Spout(Parallelism = ChaosSettings.Sources, Recovery = Recovery.Checkpoint)]
    public sealed partial class Source(Settings settings) : PositionSource(settings);

    [Bolt(Parallelism = ChaosSettings.Tallies, Recovery = Recovery.Checkpoint), FieldsGrouping<Source>(nameof(Number.Key))]
    public sealed partial class Tally : TallyBolt;

    [Sink<FileSink>(Parallelism = ChaosSettings.Outlets, Recovery = Recovery.Checkpoint), FieldsGrouping<Tally>(nameof(Outcome.Key))]
    public sealed partial class ToFiles : FilesOutlet;

    [Sink<RedisSink>(Parallelism = ChaosSettings.Outlets, Recovery = Recovery.Checkpoint), FieldsGrouping<Tally>(nameof(Outcome.Key))]
    public sealed partial class ToRedis : RedisOutlet;
}
