using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace TopoGen.Benchmarks;

/// <summary>What the processes of a run are told, by their environment.</summary>
/// <param name="Redis">Where campaigns are and counts go.</param>
/// <param name="Window">How long a window is, in milliseconds.</param>
internal sealed record YahooSettings(string Redis, long Window)
{
    public const string Variable = "TOPOGEN_BENCHMARKS_YAHOO";

    /// <summary>Those of this process.</summary>
    public static YahooSettings Own { get; } = Parse(Environment.GetEnvironmentVariable(Variable) ?? "127.0.0.1:6379,10000");

    private static readonly Lazy<IDatabase> OwnDatabase = new(static () => ConnectionMultiplexer.Connect(Own.Redis).GetDatabase());

    /// <summary>Connected when it is first asked for.</summary>
    public static IDatabase Database => OwnDatabase.Value;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Redis},{Window}");

    /// <summary>When the window of a time begins.</summary>
    public long WindowOf(long time) => time - (time % Window);

    public static string Key(Guid campaign, long window) => string.Create(CultureInfo.InvariantCulture, $"count:{campaign}:{window}");

    /// <param name="timestamp">Of <see cref="Stopwatch"/>.</param>
    /// <returns>Milliseconds.</returns>
    public static long TimeOf(long timestamp) => timestamp / (Stopwatch.Frequency / 1000);

    private static YahooSettings Parse(string text)
    {
        string[] parts = text.Split(',');
        return new YahooSettings(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
