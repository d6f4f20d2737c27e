using TopoGen.Hosting;
using TopoGen.Runtime;
using WordCount = Samples.WordCount;

namespace TopoGen.Integration.Tests;

/// <summary>The sample's topology, run in this process, against an independent count.</summary>
public sealed class WordCountTests : IDisposable
{
    private static readonly string[] Components = ["Lines", "Split", "Tally", "Report"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Texts.All.Keys];

    public static TheoryData<int> Parallelisms => [.. Enumerable.Range(1, 8)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Counts_equal_the_independent_count(string text)
    {
        string path = _folder.Write("text", Texts.All[text]);

        Assert.Equal(ReferenceCount.Of([Texts.All[text]]), await CountAsync(path));
    }

    [Theory]
    [MemberData(nameof(Parallelisms))]
    public async Task Counts_do_not_depend_on_parallelism(int parallelism)
    {
        string[] paths = [.. Texts.All.Select((t, i) => _folder.Write($"{i}.txt", t.Value))];
        string expected = ReferenceCount.Of(Texts.All.Values);
        foreach (int executors in (int[])[1, 2, 3])
        {
            string all = string.Join(',', Components.Select(c => $"{c}={parallelism}"));

            // Of the global bolt only the first task is given anything, so more of them must not change the result either.
            Assert.Equal(expected, await CountAsync([.. paths, "--component", all, "--executors", $"{executors}"]));
        }

        foreach (string component in Components)
        {
            Assert.Equal(expected, await CountAsync([.. paths, "--component", $"{component}={parallelism}", "--ring-capacity", "16"]));
        }
    }

    [Fact]
    public async Task Random_bytes_count_alike()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            byte[][] files = [Texts.Random(seed, seed * 4_001), Texts.RandomLetters(seed, seed * 4_001)];
            string[] paths = [.. files.Select((f, i) => _folder.Write($"{i}", f))];
            string actual = await CountAsync([.. paths, "--component", $"Lines={1 + (seed % 3)},Split={1 + (seed % 4)}"]);

            Assert.True(ReferenceCount.Of(files) == actual, $"seed {seed}");
        }
    }

    [Fact]
    public async Task A_folder_is_counted_like_its_files()
    {
        _folder.Write("a.txt", "one two"u8);
        _folder.Write("b.bin", "one\0"u8);
        _folder.Write("c", "two three\n"u8);

        Assert.Equal("one\t1\nthree\t1\ntwo\t2\n", await CountAsync(_folder.Path));
    }

    private async Task<string> CountAsync(params string[] args)
    {
        using var results = new TemporaryFolder();
        string output = results["counts.tsv"];
        Assert.Equal(0, await TopologyHost.RunAsync([.. args, "--output", output, "--top", "0", "--data", results["data"]], Of<WordCount>()));
        Assert.Single(Directory.GetFiles(results.Path));
        return await File.ReadAllTextAsync(output);
    }

    private static TopologyDefinition Of<T>()
        where T : ITopology<T>
        => T.Definition;
}
