using Microsoft.Extensions.Time.Testing;

namespace TopoGen.Runtime.Redis.Tests;

public sealed class RedisOutageTests
{
    private readonly CapturedLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly object _leases = new();
    private readonly object _reports = new();

    [Fact]
    public void An_outage_is_said_once_and_its_end_once_with_its_length()
    {
        var outage = new RedisOutage("h:1", _time, _log);
        outage.Reached(_leases);
        for (int call = 0; call < 1000; call++)
        {
            outage.Lost(_leases, "no answer within 1 s");
            outage.Lost(_reports, "no connection");
            _time.Advance(TimeSpan.FromMilliseconds(30));
        }

        outage.Reached(_leases);
        Assert.Single(_log.Lines);
        outage.Reached(_reports);
        outage.Reached(_leases);

        Assert.Equal(
            ["Warning: Redis at h:1 cannot be reached: no answer within 1 s", "Information: Redis at h:1 is reached again after 30.0 s"], _log.Lines);
    }

    [Fact]
    public void The_next_outage_is_said_again()
    {
        var outage = new RedisOutage("h:1", _time, _log);
        for (int time = 0; time < 2; time++)
        {
            outage.Lost(_leases, "no connection");
            outage.Reached(_leases);
        }

        Assert.Equal(4, _log.Lines.Count);
    }
}
