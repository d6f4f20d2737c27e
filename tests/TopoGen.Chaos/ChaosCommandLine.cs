using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using TopoGen.Runtime;

namespace TopoGen.Chaos;

/// <summary>Reads the command line.</summary>
internal static class ChaosCommandLine
{
    /// <param name="args">The command line.</param>
    /// <param name="output">Gets the help that was asked for.</param>
    /// <returns>What to do, or null where help was asked for.</returns>
    /// <exception cref="ChaosMistakeException">It cannot be used.</exception>
    public static ChaosOptions? Read(string[] args, TextWriter output)
    {
        Option<Delivery> delivery = Choice("--delivery", "What is promised", Delivery.ExactlyOnce, Enum.GetValues<Delivery>());
        Option<Recovery> recovery = Choice("--recovery", "What is in reserve", Recovery.Checkpoint, [Recovery.Checkpoint, Recovery.Standby, Recovery.HotStandby]);
        Option<int> workers = Number("--workers", "Worker processes", 3, 2, 16);
        Option<int> keys = Number("--keys", "Keys", 1000, 64, 1_000_000);
        Option<int> tuples = Number("--tuples", "Tuples of all keys together", 200_000, 64, 100_000_000);
        Option<string> faults = new("--faults")
        {
            Description = $"Which faults, separated by commas: {string.Join(", ", FaultCatalog.Names)}",
            HelpName = "NAME,...",
            DefaultValueFactory = _ => "kill,stop,redis-restart",
        };
        Option<int> rounds = Number("--rounds", "How many faults", 20, 0, 10_000);
        Option<int?> seed = new("--seed") { Description = "Of what is random (a random one)", HelpName = "N", CustomParser = result => ToNumber(result, int.MinValue, int.MaxValue) };
        Option<TimeSpan> pause = Time("--fault-pause", "The longest time from a recovery to the next fault", "2s", "0s", "10m");
        Option<TimeSpan> recoveryLimit = Time("--recovery-limit", "A recovery that takes longer is a hang", "60s", "1s", "1h");
        Option<TimeSpan> limit = Time("--limit", "How long all may take", "10m", "1s", "1d");
        Option<TimeSpan> lease = Time("--lease-time", "The workers' lease time", "2s", "500ms", "1m");
        Option<TimeSpan> interval = Time("--epoch-interval", "From epoch to epoch", "100ms", "10ms", "1h");
        Option<int> burst = Number("--burst", "How many workers a burst kills", 3, 2, 100);
        Option<TimeSpan> away = Time("--away", "How long redis-away lasts", "5s", "1s", "10m");
        RootCommand root = new("Kills what a topology consists of until nobody doubts what it promises.")
        {
            delivery, recovery, workers, keys, tuples, faults, rounds, seed, pause, recoveryLimit, limit, lease, interval, burst, away,
        };

        ParseResult result = root.Parse(args);
        if (result.Action is HelpAction)
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }

        if (result.Errors is [{ } mistake, ..])
        {
            throw new ChaosMistakeException(mistake.Message);
        }

        var options = new ChaosOptions
        {
            Delivery = result.GetValue(delivery),
            Recovery = result.GetValue(recovery),
            Workers = result.GetValue(workers),
            Keys = result.GetValue(keys),
            Tuples = result.GetValue(tuples),
            Faults = [.. result.GetValue(faults)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Rounds = result.GetValue(rounds),
            Seed = result.GetValue(seed) ?? Random.Shared.Next(),
            FaultPause = result.GetValue(pause),
            RecoveryLimit = result.GetValue(recoveryLimit),
            Limit = result.GetValue(limit),
            LeaseTime = result.GetValue(lease),
            EpochInterval = result.GetValue(interval),
            Burst = result.GetValue(burst),
            Away = result.GetValue(away),
        };
        Check(options);
        return options;
    }

    private static void Check(ChaosOptions options)
    {
        if (options.Tuples % options.Keys != 0)
        {
            throw new ChaosMistakeException($"--tuples is {options.Tuples}, which is no multiple of --keys ({options.Keys}); expected the same number for each key");
        }

        if (options is { Delivery: Delivery.AtMostOnce, Recovery: Recovery.HotStandby })
        {
            throw new ChaosMistakeException("--recovery HotStandby follows checkpoints, which --delivery AtMostOnce has none of; expected Checkpoint or Standby");
        }

        FaultCatalog.Check(options.Faults);
    }

    private static Option<T> Choice<T>(string name, string description, T otherwise, T[] values)
        where T : struct, Enum
        => new(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (Enum.TryParse(text, ignoreCase: true, out T value) && values.Contains(value))
                {
                    return value;
                }

                result.AddError($"{name} is '{text}'; expected {string.Join(", ", values)}");
                return otherwise;
            },
        };

    private static Option<int> Number(string name, string description, int otherwise, int least, int most)
        => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise, CustomParser = result => ToNumber(result, least, most) ?? otherwise };

    private static int? ToNumber(ArgumentResult result, int least, int most)
    {
        string text = result.Tokens.Single().Value;
        if (int.TryParse(text, out int number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{Name(result)} is '{text}'; expected a number from {least} to {most}");
        return null;
    }

    private static Option<TimeSpan> Time(string name, string description, string otherwise, string least, string most)
        => new(name)
        {
            Description = description,
            HelpName = "TIME",
            DefaultValueFactory = _ => Duration.Parse(otherwise)!.Value,
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (Duration.Parse(text) is { } time && time >= Duration.Parse(least) && time <= Duration.Parse(most))
                {
                    return time;
                }

                result.AddError($"{name} is '{text}'; expected a time from {least} to {most}");
                return default;
            },
        };

    private static string Name(SymbolResult result) => result.Parent is OptionResult option ? option.Option.Name : "it";
}
