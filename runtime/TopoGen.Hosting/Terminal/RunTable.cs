using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Terminal;

/// <summary>The counters of a running topology as a small table. Keeps the last second of them to tell rates. Not thread-safe.</summary>
internal sealed class RunTable
{
    /// <summary>Rates are over this many refreshes, about a second: over one they would jump.</summary>
    private const int Window = 4;

    private readonly Queue<(TimeSpan Time, ImmutableArray<ComponentSnapshot> Counters)> _past = [];

    /// <param name="elapsed">Since the start of the run.</param>
    /// <param name="counters">The counters now.</param>
    public Table Next(TimeSpan elapsed, ImmutableArray<ComponentSnapshot> counters)
    {
        _past.Enqueue((elapsed, counters));
        if (_past.Count > Window + 1)
        {
            _past.Dequeue();
        }

        (TimeSpan since, ImmutableArray<ComponentSnapshot> before) = _past.Peek();
        return Create(elapsed - since, before, counters);
    }

    /// <summary>The rates of the whole run.</summary>
    public static Table Total(TimeSpan elapsed, ImmutableArray<ComponentSnapshot> counters) => Create(elapsed, [], counters);

    /// <summary>The counters themselves, where nobody watched long enough to tell rates.</summary>
    public static Table Sums(ImmutableArray<ComponentSnapshot> counters) => Create("", null, [], counters);

    private static Table Create(TimeSpan time, ImmutableArray<ComponentSnapshot> before, ImmutableArray<ComponentSnapshot> now)
        => Create("/s", time, before, now);

    private static Table Create(
        string per, TimeSpan? time, ImmutableArray<ComponentSnapshot> before, ImmutableArray<ComponentSnapshot> now)
    {
        Table table = TableText.Create("Component", "Tasks", $"Emitted{per}", $"Executed{per}", "Failed", "Queue", "Latency");
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned().NoWrap();
        }

        foreach (ComponentSnapshot counters in now)
        {
            ComponentSnapshot? past = before.FirstOrDefault(b => b.Component == counters.Component);
            table.AddRow(
                new Spectre.Console.Text(counters.Component),
                Cell(counters.Tasks),
                Cell(Rate(counters.Emitted - (past?.Emitted ?? 0), time)),
                Cell(Rate(counters.Executed - (past?.Executed ?? 0), time)),
                Cell(counters.Failed),
                new Spectre.Console.Text(counters.QueueFill.ToString("P0", CultureInfo.InvariantCulture)),
                new Spectre.Console.Text(Latency(counters.ExecuteLatency)));
        }

        return table;
    }

    private static Spectre.Console.Text Cell(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static long Rate(long count, TimeSpan? time)
        => time is not { } span ? count : span > TimeSpan.Zero ? (long)(count / span.TotalSeconds) : 0;

    private static string Latency(TimeSpan time) => time.TotalMicroseconds switch
    {
        0 => "-",
        < 1 => $"{time.TotalNanoseconds.ToString("N0", CultureInfo.InvariantCulture)} ns",
        < 1000 => $"{time.TotalMicroseconds.ToString("N1", CultureInfo.InvariantCulture)} µs",
        _ => $"{time.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture)} ms",
    };
}
