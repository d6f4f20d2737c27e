using Microsoft.Extensions.DependencyInjection;
using TopoGen;
using TopoGen.Hosting.Text;
using TopoGen.Runtime;

namespace Samples;

/// <summary>Writes the lines of text files that contain a word into files, each once and in order, however often it is killed.</summary>
[Topology("grep", Delivery = Delivery.ExactlyOnce)]
public sealed partial class Grep
{
    [StreamTuple] public readonly partial record struct Text(string Lines);

    [Parameters]
    public sealed record Settings(
        [Parameter("The word, or a part of one", ValueName = "TEXT")] string Word,
        [Parameter("Files or folders", ValueName = "FILE", Positional = true)] string[]? Files = null,
        [Parameter("Where the files with the lines go; is made where it does not exist", ValueName = "FOLDER")] string Output = "found");

    private static void ConfigureServices(IServiceCollection services) => services
        .AddSingleton(given => given.GetRequiredService<Settings>().Files is { Length: > 0 } files
            ? new TextSource(files)
            : new TextSource([TextSource.FolderAbove("TopoGen.sln")], ".md", ".cs"))
        .AddSingleton(given => new FileSinkOptions(Directory.CreateDirectory(given.GetRequiredService<Settings>().Output).FullName));

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
            SpoutStatus status = _reader!.Read(out string? lines);
            if (lines is null) return status;
            _blocks++;
            Emit(new Text(lines));
            return status;
        }

        public void Close() => _reader?.Dispose();

        [Output] private partial void Emit(in Text text);
    }

    [Sink<FileSink>]
    public sealed partial class Found(Settings settings)
    {
        [ShuffleGrouping<Lines>]
        public void Execute(in Text text)
        {
            foreach (ReadOnlySpan<char> line in text.Lines.AsSpan().TrimEnd('\n').EnumerateLines())
            {
                if (line.Contains(settings.Word, StringComparison.OrdinalIgnoreCase)) Write(new FileLine(line.ToString()));
            }
        }

        [Output] private partial void Write(in FileLine line);
    }
}
