using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>Which ad belongs to which campaign: asked of Redis once for each ad.</summary>
internal sealed class AdCampaigns(IDatabase database)
{
    private readonly Dictionary<Guid, Guid> _known = [];

    /// <exception cref="InvalidOperationException">Nobody knows the ad.</exception>
    public Guid Of(Guid ad) => _known.TryGetValue(ad, out Guid campaign) ? campaign : Ask(ad);

    private Guid Ask(Guid ad)
        => _known[ad] = database.StringGet(AdCatalog.Key(ad)) is { IsNull: false } found
            ? Guid.Parse((string)found!)
            : throw new InvalidOperationException($"Nobody knows the campaign of ad {ad}.");
}
