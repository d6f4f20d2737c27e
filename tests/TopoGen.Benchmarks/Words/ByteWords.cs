using System.Diagnostics;
using TopoGen.Hosting.Text;

namespace TopoGen.Benchmarks;

/// <summary>Words of blocks of bytes, split, parted by their hash and counted in state by key, as views.</summary>
[Topology("byte-words")]
public sealed partial class ByteWords
{
    [StreamTuple]
    public readonly ref partial struct Text(ReadOnlySpan<byte> lines)
    {
        public readonly ReadOnlySpan<byte> Lines = lines;
    }

    [StreamTuple]
    public readonly ref partial struct Word(ReadOnlySpan<byte> letters)
    {
        public readonly ReadOnlySpan<byte> Letters = letters;
    }

    /// <param name="rounds">How often the text is read, by all tasks together.</param>
    public sealed class Totals(long rounds)
    {
        private long _counted;
        private long _allocatedBefore;

        public long Rounds => rounds;

        public long Counted => Interlocked.Read(ref _counted);

        /// <summary>A timestamp of <see cref="Stopwatch"/>: the first block of this process.</summary>
        public long Begun { get; private set; }

        /// <summary>A timestamp of <see cref="Stopwatch"/>: behind the last word of this process.</summary>
        public long Ended { get; private set; }

        /// <summary>Bytes that the process allocated since a tenth of its blocks were read: the words are known by then.</summary>
        public long Allocated { get; private set; }

        public void Begin() => Begun = Begun == 0 ? Stopwatch.GetTimestamp() : Begun;

        public void Mark() => _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);

        public void Add(long counted)
        {
            Ended = Stopwatch.GetTimestamp();
            Allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore;
            Interlocked.Add(ref _counted, counted);
        }
    }

    [Spout(Parallelism = 2)]
    public sealed partial class Lines(Totals totals)
    {
        private readonly WordBlocks _blocks = WordBlocks.Own;
        private int _index;
        private int _step;
        private long _mark;
        [State] private long _given;

        public void Open(TaskContext task) => (_index, _step) = (task.Index, task.Parallelism);

        public SpoutStatus Next()
        {
            long next = _index + (_given * _step);
            if (next >= totals.Rounds * _blocks.Count)
            {
                return SpoutStatus.End;
            }

            if (_given == _mark)
            {
                Note();
            }

            Emit(new Text(_blocks[(int)(next % _blocks.Count)]));
            _given++;
            return SpoutStatus.More;
        }

        private void Note()
        {
            if (_given == 0)
            {
                totals.Begin();
                _mark = Math.Max(1, totals.Rounds * _blocks.Count / _step / 10);
            }
            else
            {
                totals.Mark();
            }
        }

        [Output] private partial void Emit(in Text text);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Split
    {
        private readonly Utf8WordReader _reader = new();

        [LocalOrShuffleGrouping<Lines>]
        public void Execute(in Text text)
        {
            foreach (ReadOnlySpan<byte> word in _reader.Read(text.Lines))
            {
                Emit(new Word(word));
            }
        }

        [Output] private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Tally(Totals totals)
    {
        [FieldsGrouping<Split>(nameof(Word.Letters))]
        public void Execute(in Word word, [State] ref long total) => total++;

        public void End(KeyedState<byte[], long> counts)
        {
            long all = 0;
            foreach ((byte[] _, long count) in counts)
            {
                all += count;
            }

            totals.Add(all);
        }
    }
}
