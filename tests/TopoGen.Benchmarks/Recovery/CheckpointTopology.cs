using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Tasks whose state is read from the last checkpoint.</summary>
[Topology("recovery-checkpoint", Delivery = Delivery.ExactlyOnce)]
public sealed partial class CheckpointTopology
{
    private static void ConfigureServices(IServiceCollection services) => services.AddSingleton(static _ => VisitRecord.Options);

    [Spout]
    public sealed partial class Source : VisitSource;

    [Bolt(Parallelism = 3), FieldsGrouping<Source>(nameof(Visit.Key))]
    public sealed partial class Tally : VisitTally;

    [Sink<FileSink>, GlobalGrouping<Tally>]
    public sealed partial class Record : VisitRecord;
}
