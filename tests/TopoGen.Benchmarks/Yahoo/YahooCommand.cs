using System.Globalization;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary><c>yahoo PLACE/DELIVERY|by-hand SECONDS WINDOW</c>: prints the figures of one trial as one line of JSON.</summary>
internal static class YahooCommand
{
    public static async Task<int> RunAsync(string name, string seconds, string window)
    {
        var trial = new YahooTrial(
            name, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(double.Parse(window, CultureInfo.InvariantCulture)));
        Console.WriteLine(JsonSerializer.Serialize(await trial.RunAsync()));
        return 0;
    }
}
