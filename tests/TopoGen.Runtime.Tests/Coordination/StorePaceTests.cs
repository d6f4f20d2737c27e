namespace TopoGen.Runtime.Tests.Coordination;

public sealed class StorePaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, 25)]
    [InlineData(125, 25)]
    [InlineData(1000, 200)]
    public void Workers_look_at_the_board_more_rarely_the_more_they_are(int workers, double milliseconds)
        => Assert.Equal(milliseconds, StorePace.OfFollower(Second, workers).TotalMilliseconds);

    [Fact]
    public void Short_intervals_are_followed_more_closely()
        => Assert.Equal(5, StorePace.OfFollower(Second / 10, 3).TotalMilliseconds);

    [Fact]
    public void All_together_ask_no_more_however_many_they_are()
        => Assert.All(Enumerable.Range(126, 1024), workers =>
        {
            Assert.InRange(workers / StorePace.OfFollower(Second, workers).TotalSeconds, 0, 5001);
            Assert.InRange(workers / StorePace.OfCounters(workers).TotalSeconds, 0, 251);
            Assert.InRange(StorePace.OfLeader(workers).TotalSeconds, 0.01, StorePace.OfFollower(Second, workers).TotalSeconds);
        });
}
