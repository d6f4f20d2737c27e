using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>What the command line of <c>suite</c> says.</summary>
internal sealed record SuiteOptions
{
    /// <summary>A few seconds per comparison rather than a minute; good to see that everything works, not to quote.</summary>
    public bool IsQuick { get; private init; }

    /// <summary>How often every subject is run, turn by turn.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>For how long each figure is measured in the groups that look at topologies while they run, in seconds.</summary>
    public double Seconds { get; private init; } = 2;

    /// <summary>A text to count the words of, in place of the repository's own.</summary>
    public string? Text { get; private init; }

    /// <summary>Only the groups with this in their name.</summary>
    public string Filter { get; private init; } = "";

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or wrong.</exception>
    public static SuiteOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new SuiteOptions();
        while (!arguments.IsEmpty)
        {
            (options, int taken) = arguments switch
            {
                ["--quick", ..] => (options with { IsQuick = true, Rounds = 1, Seconds = 0.3 }, 1),
                ["--rounds", var rounds, ..] when int.TryParse(rounds, out int number) && number > 0
                    => (options with { Rounds = number }, 2),
                ["--seconds", var seconds, ..] when double.TryParse(seconds, CultureInfo.InvariantCulture, out double number) && number is >= 0.1 and <= 60
                    => (options with { Seconds = number }, 2),
                ["--text", var text, ..] when File.Exists(text) => (options with { Text = Path.GetFullPath(text) }, 2),
                ["--only", var filter, ..] => (options with { Filter = filter }, 2),
                _ => throw new ArgumentException(
                    $"'{arguments[0]}' is not understood; expected --quick, --rounds N, --seconds N (0.1 to 60), --text FILE (one that exists) or --only GROUP."),
            };
            arguments = arguments[taken..];
        }

        return options;
    }
}
