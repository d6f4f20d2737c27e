using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Oracle.Chaos;

/// <summary>The oracle of chaos: at least once, with spares that follow the state.</summary>
[Topology("at-least-once-hot-standby", Delivery = Delivery.AtLeastOnce)]
public sealed partial class AtLeastOnceHotStandby
{
    [Parameters]
    public sealed record Settings(string Folder, string Target, int Keys, long Length) : ChaosSettings(Folder, Target, Keys, Length);

    private static void ConfigureServices(IServiceCollection services) => ChaosSinks.Configure<Settings>(services);

    [Spout(Parallelism = ChaosSettings.Sources, Recovery = Recovery.HotStandby)]
    public sealed partial class Source(Settings settings) : MessageSource(settings);

    [Bolt(Parallelism = ChaosSettings.Tallies, Recovery = Recovery.HotStandby), FieldsGrouping<Source>(nameof(Number.Key))]
    public sealed partial class Tally : TallyBolt;

    [Sink<FileSink>(Parallelism = ChaosSettings.Outlets, Recovery = Recovery.Standby), FieldsGrouping<Tally>(nameof(Outcome.Key))]
    public sealed partial class ToFiles : FilesOutlet;

    [Sink<RedisSink>(Parallelism = ChaosSettings.Outlets, Recovery = Recovery.Standby), FieldsGrouping<Tally>(nameof(Outcome.Key))]
    public sealed partial class ToRedis : RedisOutlet;
}
