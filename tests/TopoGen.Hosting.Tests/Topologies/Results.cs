namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>What a run of <see cref="Numbers"/> came to; null until then.</summary>
public sealed class Results
{
    public Numbers.Settings? Settings { get; private set; }

    public long? Sum { get; private set; }

    public void Set(Numbers.Settings settings, long sum) => (Settings, Sum) = (settings, sum);
}
