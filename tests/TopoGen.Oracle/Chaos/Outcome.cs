using System.Globalization;

namespace TopoGen.Oracle.Chaos;

/// <summary>What the state of a key is after a number, or at the end.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">Whose state.</param>
/// <param name="Last">The number.</param>
/// <param name="Count">How many there were, with it.</param>
/// <param name="Sum">Of all of them.</param>
/// <param name="Task">Which task counted.</param>
[StreamTuple]
public readonly partial record struct Outcome(OutcomeKind Kind, int Key, long Last, long Count, long Sum, int Task)
{
    /// <summary>As sinks write it.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Key} {Last} {Count} {Sum} {Task}");

    /// <summary>Reads what <see cref="ToLine"/> writes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Outcome Parse(string line)
    {
        string[] parts = line.Split(' ');
        return parts.Length == 6 && Enum.TryParse(parts[0], out OutcomeKind kind)
            ? new Outcome(kind, (int)At(1), At(2), At(3), At(4), (int)At(5))
            : throw new FormatException($"a sink holds '{line}', which nobody writes");

        long At(int part) => long.Parse(parts[part], CultureInfo.InvariantCulture);
    }
}
