using TopoGen.Hosting.Supervision;

namespace TopoGen.Hosting.Tests.Supervision;

public sealed class RestartBackoffTests
{
    [Fact]
    public void Waits_double_from_100_ms_up_to_10_s_and_begin_anew_after_a_good_life()
    {
        var backoff = new RestartBackoff();

        Assert.Equal(
            [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000],
            Enumerable.Range(0, 9).Select(_ => backoff.Next(TimeSpan.FromSeconds(4.9)).TotalMilliseconds));
        Assert.Equal(100, backoff.Next(TimeSpan.FromSeconds(5)).TotalMilliseconds);
        Assert.Equal(200, backoff.Next(TimeSpan.Zero).TotalMilliseconds);
    }
}
