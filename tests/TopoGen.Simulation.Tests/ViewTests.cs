using System.Text;
using TopoGen.Testing;
using static TopoGen.Simulation.Tests.ByteWords;

namespace TopoGen.Simulation.Tests;

/// <summary>Views in a topology under test: fed, read, crashed.</summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Views_are_fed_and_read_and_counted_once_whatever_dies(int executors)
    {
        using TopologyTest test = TopologyTest.Of<ByteWords>(options =>
        {
            options.Engine.Executors = executors;
            options.ToleratesFailures = true;
        });
        byte[] buffer = "to be or not to be"u8.ToArray();
        test.FeedView<Lines, Line>(new Line(buffer));
        buffer.AsSpan().Clear();
        test.FeedView<Lines, Line>(new Line("to be or no"u8));

        Assert.Equal(
            ["to 0", "be 1", "or 2", "not 3", "to 4", "be 5"],
            test.ReadViews<Split, Word, string>(static (scoped in Word word) => $"{Encoding.UTF8.GetString(word.Letters)} {word.Place}"));
        Assert.Contains("Line { Text = to be or no }", Assert.Single(test.Failures).Message, StringComparison.Ordinal);
        Assert.Equal("be 2, not 1, or 1, to 2", Totals(test));

        test.Advance(TimeSpan.FromSeconds(5));
        test.FeedView<Lines, Line>(new Line("be"u8));
        test.Crash();
        test.Restart();

        Assert.Equal("be 3, not 1, or 1, to 2", Totals(test));
    }

    private static string Totals(TopologyTest test)
        => string.Join(", ", test.State<Tally, byte[], long>().Select(static t => $"{Encoding.UTF8.GetString(t.Key)} {t.Value}").Order(StringComparer.Ordinal));
}
