using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The same with spares that follow the state.</summary>
[Topology("recovery-hot-standby", Delivery = Delivery.ExactlyOnce)]
public sealed partial class HotStandbyTopology
{
    private static void ConfigureServices(IServiceCollection services) => services.AddSingleton(static _ => VisitRecord.Options);

    [Spout]
    public sealed partial class Source : VisitSource;

    [Bolt(Parallelism = 3, Recovery = Recovery.HotStandby), FieldsGrouping<Source>(nameof(Visit.Key))]
    public sealed partial class Tally : VisitTally;

    [Sink<FileSink>, GlobalGrouping<Tally>]
    public sealed partial class Record : VisitRecord;
}
