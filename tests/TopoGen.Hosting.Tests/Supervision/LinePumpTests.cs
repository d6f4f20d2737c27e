using System.Text;
using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

public sealed class LinePumpTests
{
    [Fact]
    public async Task Bytes_pass_unchanged_and_only_in_whole_lines()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] bytes = new byte[200_000];
        random.NextBytes(bytes);
        using var passed = new MemoryStream();
        bool isWhole = true;

        await LinePump.CopyAsync(new Dribble(bytes, random), part =>
        {
            Assert.True(isWhole, $"seed {seed}: a part of a line was handed on before the end");
            isWhole = part[^1] == (byte)'\n';
            passed.Write(part);
        });

        Assert.True(bytes.AsSpan().SequenceEqual(passed.ToArray()), $"seed {seed}");
    }

    [Fact]
    public async Task A_line_without_end_is_handed_on_in_parts()
    {
        byte[] line = new byte[3 * 1024 * 1024];
        long passed = 0;
        int largest = 0;

        await LinePump.CopyAsync(new MemoryStream(line), part =>
        {
            passed += part.Length;
            largest = Math.Max(largest, part.Length);
        });

        Assert.Equal((line.Length, 1024 * 1024), (passed, largest));
    }

    [Fact]
    public async Task What_follows_the_last_end_of_line_comes_at_the_end()
    {
        var parts = new List<string>();

        await LinePump.CopyAsync(new MemoryStream("one\ntwo"u8.ToArray()), part => parts.Add(Encoding.UTF8.GetString(part)));

        Assert.Equal(["one\n", "two"], parts);
    }

    /// <summary>Gives some bytes at a time, as a pipe does.</summary>
    private sealed class Dribble(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 700))], cancellationToken);
    }
}
