using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>The same with messages.</summary>
[Topology("yahoo-ads-at-least-once", Delivery = Delivery.AtLeastOnce)]
public sealed partial class YahooAdsAcked
{
    private static void ConfigureServices(IServiceCollection services) => services.AddRedisSink(RedisOptions.Parse(YahooSettings.Own.Redis));

    [Spout(Parallelism = 2)]
    public sealed partial class Source : AdAckedSource;

    [Bolt(Parallelism = 2), LocalOrShuffleGrouping<Source>]
    public sealed partial class Parse : AdParse;

    [Bolt(Parallelism = 2), LocalOrShuffleGrouping<Parse>]
    public sealed partial class Filter : AdFilter;

    [Bolt(Parallelism = 2), LocalOrShuffleGrouping<Filter>]
    public sealed partial class Project : AdProject;

    [Bolt(Parallelism = 2), LocalOrShuffleGrouping<Project>]
    public sealed partial class Join : AdJoin;

    [Sink<RedisSink>(Parallelism = 2), FieldsGrouping<Join>(nameof(CampaignView.Campaign), nameof(CampaignView.Window))]
    public sealed partial class Tally : AdTally;
}
