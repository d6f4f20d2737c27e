using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

public sealed class LinkReportsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLog _log = new();

    [Fact]
    public void What_is_about_the_same_is_said_once_whatever_the_text()
    {
        var reports = new LinkReports(_log, _time);
        for (int generation = 1; generation <= 1000; generation++)
        {
            reports.Once($"'a' is not in plan {generation}", "'a' is not in the plan");
            reports.Once($"'b' is not in plan {generation}", "'b' is not in the plan");
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(["'a' is not in plan 1", "'b' is not in plan 1"], _log.Messages);
    }

    [Fact]
    public void What_lasts_is_not_said_again_because_of_strangers()
    {
        var reports = new LinkReports(_log, _time);
        for (int stranger = 0; stranger < 2000; stranger++)
        {
            reports.Once("a wrong secret");
            reports.Once($"stranger {stranger}");
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Single(_log.Messages, "a wrong secret");
        Assert.Equal(2001, _log.Messages.Count());
    }

    [Fact]
    public void A_flood_of_strangers_is_said_once_a_second_in_the_end()
    {
        var reports = new LinkReports(_log, _time);
        for (int stranger = 0; stranger < 10_000; stranger++)
        {
            reports.Once($"stranger {stranger}");
        }

        int flood = _log.Messages.Count();
        Assert.InRange(flood, 256, 300);
        for (int stranger = 0; stranger < 1000; stranger++)
        {
            reports.Once($"later stranger {stranger}");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_log.Messages.Count() - flood, 9, 11);
    }
}
