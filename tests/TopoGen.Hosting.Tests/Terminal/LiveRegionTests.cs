using TopoGen.Hosting.Terminal;

namespace TopoGen.Hosting.Tests.Terminal;

public sealed class LiveRegionTests
{
    private readonly FakeTerminal _terminal = new(width: 80);
    private readonly LiveRegion _region;

    public LiveRegionTests() => _region = new LiveRegion(_terminal);

    [Fact]
    public void A_redrawn_region_leaves_nothing_of_the_older_one()
    {
        _region.Draw("one\ntwo longer\nthree\n");
        _region.Draw("1\n2\n");

        Assert.Equal("1\n2\n", _terminal.Screen);
    }

    [Fact]
    public void What_is_written_stands_above_the_region()
    {
        using var writer = new LiveWriter(_terminal, _region);
        _region.Draw("table\n");
        writer.WriteLine("first");
        _region.Draw("table\n");
        writer.Write("sec");
        _region.Draw("table\n");
        writer.Write("ond\nthi");
        _region.Draw("table\n");

        Assert.Equal("first\nsecond\ntable\n", _terminal.Screen);

        _region.Close("done\n");
        writer.Release();

        Assert.Equal("first\nsecond\ndone\nthi", _terminal.Screen);
    }

    [Fact]
    public void A_closed_region_is_not_drawn_again()
    {
        _region.Draw("table\n");
        _region.Close("");
        _region.Draw("late\n");

        Assert.Equal("", _terminal.Screen);
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole_and_none_is_lost()
    {
        const int Lines = 2_000;
        using var output = new LiveWriter(_terminal, _region);
        using var error = new LiveWriter(_terminal, _region);
        Parallel.Invoke(
            () => Write(output, "out"),
            () => Write(error, "error"),
            () =>
            {
                for (int i = 0; i < Lines; i++)
                {
                    _region.Draw($"table {i}\nof two lines\n");
                }
            });
        _region.Close("");

        string[] lines = _terminal.Screen.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2 * Lines, lines.Length);
        Assert.Equal(Enumerable.Range(0, Lines).Select(i => $"out {i}"), lines.Where(l => l.StartsWith('o')));
        Assert.Equal(Enumerable.Range(0, Lines).Select(i => $"error {i}"), lines.Where(l => l.StartsWith('e')));

        static void Write(LiveWriter writer, string name)
        {
            for (int i = 0; i < Lines; i++)
            {
                writer.Write(name);
                writer.Write(' ');
                writer.WriteLine(i);
            }
        }
    }

    [Fact]
    public void A_line_without_end_does_not_grow_without_bound()
    {
        using var writer = new LiveWriter(_terminal, _region);
        writer.Write(new string('x', 70_000));

        Assert.Equal(70_000, _terminal.Screen.Length);
    }
}
