using TopoGen.Oracle.Chaos;

namespace TopoGen.Chaos;

/// <summary>Compares what sinks hold with the closed form: each key has each number from 1 to N once, in order, and its state is N, N and N(N+1)/2.</summary>
internal sealed class Judge
{
    private const int MostSamples = 10;

    private readonly long _length;
    private readonly List<string> _samples = [];
    private long _lost;
    private long _duplicates;
    private long _reordered;
    private long _stateErrors;

    private Judge(long length) => _length = length;

    /// <param name="keys">How many keys there are.</param>
    /// <param name="length">How far each is counted.</param>
    /// <param name="sinks">What each sink holds, in its order, by name.</param>
    public static Findings Of(int keys, long length, params (string Name, IReadOnlyList<Outcome> Outcomes)[] sinks)
    {
        var judge = new Judge(length);
        (string Name, ILookup<int, Outcome> Outcomes)[] byKey = [.. sinks.Select(sink => (sink.Name, sink.Outcomes.ToLookup(outcome => outcome.Key)))];
        for (int key = 0; key < keys; key++)
        {
            judge.Look(key, [.. byKey.Select(sink => (sink.Name, (Outcome[])[.. sink.Outcomes[key]]))]);
        }

        foreach ((string name, ILookup<int, Outcome> outcomes) in byKey)
        {
            foreach (IGrouping<int, Outcome> key in outcomes.Where(key => key.Key < 0 || key.Key >= keys))
            {
                judge.Add(ref judge._stateErrors, key.Count(), $"{name}: there is no key {key.Key}");
            }
        }

        return new Findings(judge._lost, judge._duplicates, judge._reordered, judge._stateErrors, [.. judge._samples]);
    }

    private void Look(int key, (string Name, Outcome[] Outcomes)[] sinks)
    {
        var missing = new HashSet<long>();
        foreach ((string name, Outcome[] outcomes) in sinks)
        {
            missing.UnionWith(LookAtNumbers($"{name}: key {key}", [.. outcomes.Where(static outcome => outcome.Kind != OutcomeKind.Total)]));
            LookAtTotals($"{name}: key {key}", [.. outcomes.Where(static outcome => outcome.Kind == OutcomeKind.Total)]);
        }

        if (missing.Count > 0)
        {
            Add(ref _lost, missing.Count, $"key {key}: {missing.Order().First()} is missing{(missing.Count > 1 ? $", and {missing.Count - 1} more" : "")}");
        }

        // Which task counted is no part of the state.
        if (sinks.Skip(1).Any(sink => !sink.Outcomes.Select(Stateless).SequenceEqual(sinks[0].Outcomes.Select(Stateless))))
        {
            Add(ref _stateErrors, 1, $"key {key}: the sinks differ");
        }
    }

    private static Outcome Stateless(Outcome outcome) => outcome with { Task = 0 };

    /// <returns>Those that are missing.</returns>
    private IEnumerable<long> LookAtNumbers(string where, Outcome[] outcomes)
    {
        var seen = new HashSet<long>();
        long largest = 0;
        foreach (Outcome outcome in outcomes)
        {
            long number = outcome.Last;
            if (!seen.Add(number))
            {
                Add(ref _duplicates, 1, $"{where}: {number} comes again");
            }
            else if (number < largest)
            {
                Add(ref _reordered, 1, $"{where}: {number} comes after {largest}");
            }

            largest = Math.Max(largest, number);
            if (outcome.Kind != OutcomeKind.Next || number < 1 || number > _length || !IsClosed(outcome))
            {
                Add(ref _stateErrors, 1, $"{where}: {outcome.ToLine()}");
            }
        }

        return Missing(seen);
    }

    private IEnumerable<long> Missing(HashSet<long> seen)
    {
        for (long number = 1; number <= _length; number++)
        {
            if (!seen.Contains(number))
            {
                yield return number;
            }
        }
    }

    private void LookAtTotals(string where, Outcome[] totals)
    {
        if (totals is not [{ } only])
        {
            Add(ref _stateErrors, 1, $"{where}: {totals.Length} final states");
        }
        else if (only.Last != _length || !IsClosed(only))
        {
            Add(ref _stateErrors, 1, $"{where}: {only.ToLine()}");
        }
    }

    private static bool IsClosed(Outcome outcome) => outcome.Count == outcome.Last && outcome.Sum == outcome.Last * (outcome.Last + 1) / 2;

    private void Add(ref long count, long more, string sample)
    {
        count += more;
        if (_samples.Count < MostSamples)
        {
            _samples.Add(sample);
        }
    }
}
