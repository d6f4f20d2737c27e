using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>
/// The heart of a word count: words of a fixed vocabulary, none more frequent than others, counted in state by key. In epochs every second changes
/// nearly every key: the most that an epoch of so many keys can cost.
/// </summary>
[Topology("word-tally", Delivery = Delivery.ExactlyOnce)]
public sealed partial class WordTally
{
    private const int Sources = 2;

    private static readonly Dictionary<int, string[]> Vocabularies = [];

    /// <summary>Made once for each size.</summary>
    internal static string[] Vocabulary(int distinct)
        => CollectionsMarshal.GetValueRefOrAddDefault(Vocabularies, distinct, out _) ??= [.. Enumerable.Range(0, distinct).Select(n => $"word-{n}")];

    /// <summary>The index of the next word: spread over the vocabulary, and the same whenever it is asked again.</summary>
    internal static int Draw(long emitted, int distinct) => (int)((unchecked((ulong)emitted * 0x9E37_79B9_7F4A_7C15) >> 32) % (ulong)distinct);

    [StreamTuple] public readonly partial record struct Word(string Text);

    /// <param name="count">Words to emit, in all.</param>
    /// <param name="distinct">Of how many different ones.</param>
    public sealed class Totals(long count, int distinct)
    {
        private long _counted;

        public string[] Words { get; } = Vocabulary(distinct);

        public long Count => count;

        public long Counted => Interlocked.Read(ref _counted);

        public void Add(long counted) => Interlocked.Add(ref _counted, counted);
    }

    [Spout(Parallelism = Sources)]
    public sealed partial class Text(Totals totals)
    {
        private int _index;
        [State] private long _emitted;

        public void Open(TaskContext task) => _index = task.Index;

        public SpoutStatus Next()
        {
            if (_emitted >= totals.Count / Sources)
            {
                return SpoutStatus.End;
            }

            Emit(new Word(totals.Words[Draw((_emitted * Sources) + _index, totals.Words.Length)]));
            _emitted++;
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Tally(Totals totals)
    {
        [FieldsGrouping<Text>(nameof(Word.Text))]
        public void Execute(in Word word, [State] ref long total) => total++;

        public void End(KeyedState<string, long> counts)
        {
            foreach ((string _, long count) in counts)
            {
                totals.Add(count);
            }
        }
    }
}
