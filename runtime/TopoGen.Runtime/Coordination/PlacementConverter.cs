using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TopoGen.Runtime;

/// <summary>Writes the placement of a plan as a <see cref="PlacementRecord"/>. Reads also what it was before: the tasks one by one, which a run may have left that goes on now.</summary>
internal sealed class PlacementConverter : JsonConverter<ImmutableArray<PlannedTasks>>
{
    public override void Write(Utf8JsonWriter writer, ImmutableArray<PlannedTasks> value, JsonSerializerOptions options)
        => JsonSerializer.Serialize(writer, Pack(value), PlacementJson.Default.PlacementRecord);

    public override ImmutableArray<PlannedTasks> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.StartArray ? JsonSerializer.Deserialize(ref reader, PlacementJson.Default.ImmutableArrayPlannedTasks)
            : JsonSerializer.Deserialize(ref reader, PlacementJson.Default.PlacementRecord) is { Workers.IsDefault: false, Incarnations.IsDefault: false, Tasks.IsDefault: false } record
            ? [.. record.Tasks.Select(tasks => Unpack(record, tasks))]
            : throw new JsonException("A plan needs workers, incarnations and tasks.");

    private static PlacementRecord Pack(ImmutableArray<PlannedTasks> components)
    {
        var workers = new Table<string>();
        var incarnations = new Table<long>();
        PlacedTasks[] tasks =
        [
            .. components.Select(c => new PlacedTasks(
                c.Component,
                Runs(c.Tasks.Select(t => workers.IndexOf(t.Worker)), step: 1),
                Runs(c.Tasks.Select(t => incarnations.IndexOf(t.Incarnation)), step: 0),
                c.Tasks.Any(t => t.HasEnded) ? Runs(Enumerable.Range(0, c.Tasks.Length).Where(t => c.Tasks[t].HasEnded), step: 1) : null,
                c.Tasks.Any(t => t.Standby is not null) ? Runs(c.Tasks.Select(t => workers.IndexOf(t.Standby ?? "")), step: 1) : null)),
        ];
        return new PlacementRecord([.. workers.Values], [.. incarnations.Values], [.. tasks]);
    }

    /// <summary>Each run as its first number and its length; within it, each number is by a step above the one before.</summary>
    private static ImmutableArray<int> Runs(IEnumerable<int> numbers, int step)
    {
        ImmutableArray<int>.Builder runs = ImmutableArray.CreateBuilder<int>();
        foreach (int number in numbers)
        {
            if (runs.Count > 0 && number == runs[^2] + (step * runs[^1]))
            {
                runs[^1]++;
            }
            else
            {
                runs.AddRange(number, 1);
            }
        }

        return runs.ToImmutable();
    }

    private static PlannedTasks Unpack(PlacementRecord record, PlacedTasks tasks)
    {
        int[] places = Numbers(tasks.Places, 1, record.Workers.Length, tasks.Component);
        int[] lives = Numbers(tasks.Lives, 0, record.Incarnations.Length, tasks.Component);
        HashSet<int> ended = [.. Numbers(tasks.Ended ?? [], 1, places.Length, tasks.Component)];
        int[] standbys = tasks.Standbys is { } written ? Numbers(written, 1, record.Workers.Length, tasks.Component) : [];
        return places.Length == lives.Length && (tasks.Standbys is null || standbys.Length == places.Length)
            ? new PlannedTasks(
                tasks.Component,
                [
                    .. Enumerable.Range(0, places.Length).Select(task => new PlannedTask(
                        record.Workers[places[task]],
                        record.Incarnations[lives[task]],
                        ended.Contains(task),
                        standbys.Length > 0 && record.Workers[standbys[task]] is { Length: > 0 } standby ? standby : null)),
                ])
            : throw new JsonException($"Component '{tasks.Component}' has {places.Length} places, {lives.Length} incarnations and {standbys.Length} standbys.");
    }

    private static int[] Numbers(ImmutableArray<int> runs, int step, int limit, string component)
    {
        var numbers = new List<int>();
        for (int run = 0; !runs.IsDefault && run + 1 < runs.Length; run += 2)
        {
            (int first, int count) = (runs[run], runs[run + 1]);
            if (first < 0 || count < 1 || count > PlanValidation.MostTasks - numbers.Count || first >= limit - ((count - 1) * step))
            {
                throw new JsonException($"Component '{component}' has the run {first}, {count}; expected one within {limit}, of no more than {PlanValidation.MostTasks} tasks.");
            }

            numbers.AddRange(Enumerable.Range(0, count).Select(at => first + (at * step)));
        }

        return runs.IsDefault || runs.Length % 2 != 0 ? throw new JsonException($"Component '{component}' has runs that are no pairs.") : [.. numbers];
    }

    /// <summary>Numbers values as they come.</summary>
    private sealed class Table<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _indexes = [];

        public List<T> Values { get; } = [];

        public int IndexOf(T value)
        {
            if (!_indexes.TryGetValue(value, out int index))
            {
                _indexes.Add(value, index = Values.Count);
                Values.Add(value);
            }

            return index;
        }
    }
}
