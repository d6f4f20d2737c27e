using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TopoGen;
using TopoGen.Hosting.Text;

namespace Samples;

/// <summary>The same count with views: a word is a few bytes of the file, where they were read or of the ring they came through, and only the first of its kind is copied.</summary>
[Topology("word-count-bytes", Delivery = Delivery.ExactlyOnce, Option = "--bytes")]
public sealed partial class ByteWordCount
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

    [StreamTuple] public readonly partial record struct Count(string Word, long Total);

    [Parameters]
    public sealed record Settings(
        [Parameter("Files, folders, or - for standard input", ValueName = "FILE", Positional = true)] string[]? Files = null,
        [Parameter("Write all counts to this file, sorted by word", ValueName = "FILE")] string? Output = null,
        [Parameter("How many of the most frequent words to show", ValueName = "N")] ushort Top = 20);

    private static void ConfigureServices(IServiceCollection services) => services.AddSingleton(
        given => given.GetRequiredService<Settings>().Files is { Length: > 0 } files
            ? new TextSource(files)
            : new TextSource([TextSource.FolderAbove("TopoGen.sln")], ".md", ".cs"));

    [Spout]
    public sealed partial class Lines(TextSource source)
    {
        private TextBlockReader? _reader;
        [Position] private long _blocks;

        public void Open(TaskContext task)
        {
            _reader = source.Open(task.Index, task.Parallelism);
            _reader.Skip(_blocks);                                     // what this task had read before it was killed
        }

        public SpoutStatus Next()
        {
            SpoutStatus status = _reader!.ReadUtf8(out ReadOnlySpan<byte> lines);
            if (lines.IsEmpty) return status;
            _blocks++;
            Emit(new Text(lines));
            return status;
        }

        public void Close() => _reader?.Dispose();

        [Output] private partial void Emit(in Text text);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Split
    {
        private readonly Utf8WordReader _reader = new();

        [ShuffleGrouping<Lines>]
        public void Execute(in Text text)
        {
            foreach (ReadOnlySpan<byte> word in _reader.Read(text.Lines)) Emit(new Word(word));
        }

        [Output] private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Tally
    {
        [FieldsGrouping<Split>(nameof(Word.Letters))]
        public void Execute(in Word word, [State] ref long total) => total++;

        public void End(KeyedState<byte[], long> totals)
        {
            foreach ((byte[] word, long total) in totals) Emit(new Count(Encoding.UTF8.GetString(word), total));
        }

        [Output] private partial void Emit(in Count count);
    }

    [Bolt]
    public sealed partial class Report(Settings settings, TextSource source)
    {
        [State] private List<Count> _counts = [];
        private ResultFile? _output;

        // Of a global grouping only the first task receives anything.
        public void Open(TaskContext task) => _output = settings.Output is { } path && task.Index == 0 ? new ResultFile(path, source.Files) : null;

        [GlobalGrouping<Tally>]
        public void Execute(in Count count) => _counts.Add(count);

        public void End()
        {
            _counts.Sort((left, right) => string.CompareOrdinal(left.Word, right.Word));
            foreach ((string word, long total) in _counts) _output?.Writer.WriteLine($"{word}\t{total}");
            _output?.Commit();
            foreach ((string word, long total) in _counts.OrderByDescending(count => count.Total).Take(settings.Top))
                Console.WriteLine($"{total,12:N0}  {word}");
        }

        public void Close() => _output?.Dispose();
    }
}
