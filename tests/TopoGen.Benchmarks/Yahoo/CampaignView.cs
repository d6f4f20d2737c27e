namespace TopoGen.Benchmarks;

/// <summary>A view of an ad of a campaign.</summary>
/// <param name="Campaign">Which.</param>
/// <param name="Window">When the window begins in which it was, in milliseconds.</param>
[StreamTuple]
public readonly partial record struct CampaignView(Guid Campaign, long Window);
