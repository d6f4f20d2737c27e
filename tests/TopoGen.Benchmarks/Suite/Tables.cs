using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>How figures stand in tables.</summary>
internal static class Tables
{
    /// <returns>Over all rounds that have it; null where none has.</returns>
    public static double? Median(IReadOnlyList<Round> rounds, string subject, string figure)
    {
        double[] found = [.. rounds.Where(r => r[subject].ContainsKey(figure)).Select(r => r[subject][figure])];
        return found.Length > 0 ? Statistics.Median(found) : null;
    }

    /// <param name="microseconds">Null where there is none.</param>
    public static string Time(double? microseconds) => microseconds switch
    {
        null => "—",
        < 1 => Invariant($"{1000 * microseconds:0} ns"),
        < 1000 => Invariant($"{microseconds:0.#} µs"),
        _ => Invariant($"{microseconds / 1000:0.##} ms"),
    };

    /// <param name="rate">A second.</param>
    public static string Rate(double? rate) => rate switch
    {
        null => "—",
        < 10_000 => Invariant($"{rate:0}"),
        < 1_000_000 => Invariant($"{rate / 1000:0.#} k"),
        _ => Invariant($"{rate / 1_000_000:0.##} M"),
    };

    public static string Place(StormPlace place) => place switch
    {
        StormPlace.One => "one process",
        StormPlace.Threads => "a thread a stage",
        StormPlace.Two => "two processes",
        _ => "four processes",
    };

    public static string Delivery(Delivery delivery) => StormTopologies.Text(delivery).Replace('-', ' ');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
