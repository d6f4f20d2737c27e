using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>A hundred campaigns of ten ads each, as in the original.</summary>
internal static class AdCatalog
{
    private const int Campaigns = 100;
    private const int AdsOfCampaign = 10;

    public static Guid[] Ads { get; } = [.. Enumerable.Range(0, Campaigns * AdsOfCampaign).Select(static n => Id(n))];

    /// <param name="ad">Its index.</param>
    public static Guid CampaignOf(int ad) => Id(Ads.Length + (ad / AdsOfCampaign));

    public static string Key(Guid ad) => $"ad:{ad}";

    /// <summary>Writes down which ad belongs to which campaign.</summary>
    public static Task StoreAsync(IDatabase database)
        => database.StringSetAsync([.. Ads.Select(static (ad, n) => KeyValuePair.Create((RedisKey)Key(ad), (RedisValue)CampaignOf(n).ToString()))]);

    private static Guid Id(int n) => new(n, 0x51ab, 0x4c0d, [0x8e, 0x21, 0x5f, 0x3b, 0x77, 0x10, 0x9d, 0xc4]);
}
