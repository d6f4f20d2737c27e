using System.Globalization;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary><c>storm SHAPE/PLACE/DELIVERY SECONDS</c>: one cell of the matrix; prints its figures as one line of JSON.</summary>
internal static class StormCommand
{
    public static async Task<int> RunAsync(string cell, string seconds)
    {
        Figures figures = await StormCell.Parse(cell).RunAsync(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }
}
