using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>All topologies that <see cref="StormRun"/> starts: each shape in three deliveries, of which two share their components.</summary>
internal static class StormTopologies
{
    public static IEnumerable<TopologyDefinition> All =>
    [
        .. Of<ConstSpoutOnly, ConstSpoutOnlyAcked>("const-only"),
        .. Of<ConstSpoutNullBolt, ConstSpoutNullBoltAcked>("const-null"),
        .. Of<ConstSpoutIdBoltNullBolt, ConstSpoutIdBoltNullBoltAcked>("const-id-null"),
        .. Of<BackPressure, BackPressureAcked>("back-pressure"),
        .. Of<FileReadWordCount, FileReadWordCountAcked>("file-words"),
        .. Of<YahooAds, YahooAdsAcked>("yahoo-ads"),
    ];

    public static string NameOf(string shape, Delivery delivery) => $"{shape}-{Text(delivery)}";

    public static string Text(Delivery delivery) => delivery switch
    {
        Delivery.AtMostOnce => "at-most-once",
        Delivery.AtLeastOnce => "at-least-once",
        _ => "exactly-once",
    };

    /// <typeparam name="TTopology">With positions and state: at most once, or exactly once.</typeparam>
    /// <typeparam name="TAcked">With messages.</typeparam>
    public static IEnumerable<TopologyDefinition> Of<TTopology, TAcked>(string shape)
        where TTopology : ITopology<TTopology>
        where TAcked : ITopology<TAcked>
    {
        TopologyDefinition compiled = TTopology.Definition;
        return
        [
            compiled,
            TAcked.Definition,
            new TopologyDefinition
            {
                Name = NameOf(shape, Delivery.AtMostOnce),
                Delivery = Delivery.AtMostOnce,
                KeyGroups = compiled.KeyGroups,
                Components = compiled.Components,
                ConfigureServices = compiled.ConfigureServices,
            },
        ];
    }
}
