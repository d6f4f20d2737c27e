using System.Globalization;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary><c>latency SUBJECT SECONDS</c>: a place, a delivery and maybe a preference, or a baseline; prints its figures as one line of JSON.</summary>
internal static class LatencyCommand
{
    public static async Task<int> RunAsync(string name, string seconds)
    {
        using ILatencySubject subject = Of(name);
        Figures figures = await LatencyProfile.Of(double.Parse(seconds, CultureInfo.InvariantCulture)).RunAsync(subject);
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    private static ILatencySubject Of(string name) => name switch
    {
        "calls" => new PacedCalls(),
        "ring" => new PacedRing(),
        "channel" => new PacedChannel(),
        "socket" => new PacedSocket(),
        _ => name.Split('/') is [var place, var delivery, .. var prefer] && prefer.Length < 2
            ? new StormRun(StormShape.Of("const-id-null"), Enum.Parse<StormPlace>(place), Enum.Parse<Delivery>(delivery), [.. prefer.SelectMany(static p => (string[])["--prefer", p])])
            : throw new ArgumentException($"'{name}' is not understood; expected PLACE/DELIVERY, PLACE/DELIVERY/PREFERENCE, calls, ring, channel or socket."),
    };
}
