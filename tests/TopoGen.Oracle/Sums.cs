using System.Globalization;

namespace TopoGen.Oracle;

/// <summary>
/// The oracle of exactly once: for each key the numbers 1, 2, 3 and so on, whose count and sum are state. What the state is at the end goes to a
/// file, which tests compare with the closed form.
/// </summary>
[Topology("sums", Delivery = Delivery.ExactlyOnce)]
public sealed partial class Sums
{
    [StreamTuple] public readonly partial record struct Number(int Key, long Sequence);

    /// <summary>A key at the end.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Last">The last number.</param>
    /// <param name="Count">How many there were.</param>
    /// <param name="Sum">Of all numbers.</param>
    /// <param name="Faults">How many did not follow the one before.</param>
    [StreamTuple] public readonly partial record struct Total(int Key, long Last, long Count, long Sum, long Faults);

    [State] public partial record struct Tallied(long Last, long Count, long Sum, long Faults);

    [Parameters]
    public sealed record SumSettings(
        [Parameter("Where the result goes", ValueName = "DIR")] string Folder,
        [Parameter("How many keys there are", ValueName = "N")] int Keys = 40,
        [Parameter("How far each key is counted", ValueName = "N")] long Length = 600,
        [Parameter("Tuples a second of each spout's task; 0 for as many as go through", ValueName = "N")] int Rate = 2000);

    [Spout(Parallelism = 2)]
    public sealed partial class Source(SumSettings settings)
    {
        [State] private long _position;
        private Pace? _pace;
        private int[] _keys = [];

        public void Open(TaskContext task)
        {
            _keys = [.. Enumerable.Range(0, settings.Keys).Where(key => key % task.Parallelism == task.Index)];
            _pace = new Pace(settings.Rate, task.Time);
        }

        public SpoutStatus Next()
        {
            if (_position >= settings.Length * _keys.Length)
            {
                return SpoutStatus.End;
            }

            if (!_pace!.Allows())
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(_keys[_position % _keys.Length], (_position / _keys.Length) + 1));
            _position++;
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Tally
    {
        [FieldsGrouping<Source>(nameof(Number.Key))]
        public void Execute(in Number number, [State] ref Tallied tallied) => tallied = new Tallied(
            number.Sequence,
            tallied.Count + 1,
            tallied.Sum + number.Sequence,
            tallied.Faults + (number.Sequence == tallied.Last + 1 ? 0 : 1));

        public void End(KeyedState<int, Tallied> tallied)
        {
            foreach ((int key, Tallied at) in tallied)
            {
                Emit(new Total(key, at.Last, at.Count, at.Sum, at.Faults));
            }
        }

        [Output] private partial void Emit(in Total total);
    }

    [Bolt]
    public sealed partial class Result(SumSettings settings)
    {
        [State] private List<Total> _totals = [];

        [GlobalGrouping<Tally>]
        public void Execute(in Total total) => _totals.Add(total);

        // Where tasks are made anew after it, it comes again, with the same result.
        public void End()
        {
            string path = Path.Combine(settings.Folder, FileName);
            File.WriteAllLines(
                path + ".new",
                _totals.OrderBy(t => t.Key).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Last} {t.Count} {t.Sum} {t.Faults}")));
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    /// <summary>Of the result, in its folder: a line for each key, as <see cref="Total"/> has it.</summary>
    public const string FileName = "sums.txt";
}
