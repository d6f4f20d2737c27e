using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>The Yahoo streaming benchmark: ads that were viewed, counted by campaign and window.</summary>
[Topology("yahoo-ads-exactly-once", Delivery = Delivery.ExactlyOnce)]
public sealed partial class YahooAds
{
    private static void ConfigureServices(IServiceCollection services) => services.AddRedisSink(RedisOptions.Parse(YahooSettings.Own.Redis));

    [Spout(Parallelism = 2)]
    public sealed partial class Source : AdSource;

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
