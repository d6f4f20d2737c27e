using Microsoft.Extensions.Time.Testing;

namespace TopoGen.Runtime.Tests.Engine;

public sealed class ForgettingTopologyTests
{
    [Fact]
    public async Task Keys_are_forgotten_on_virtual_time()
    {
        var time = new FakeTimeProvider();
        var words = new ForgettingTopology.Words();
        using var run = new TestRun(TestRun.DefinitionOf<ForgettingTopology>(), time: time, services: words);
        Task<TopologyOutcome> finish = run.Finish();
        Count("a", "a 1");
        Count("a", "a 2");
        Seconds(50);
        Count("b", "b 1");
        Seconds(55);
        Assert.Equal(1, words.Kept);
        Count("a", "a 1");
        Count("b", "b 2");
        Seconds(125);
        Assert.Equal(0, words.Kept);
        Count("b", "b 1");

        run.Drain();
        Assert.Equal(TopologyOutcome.Drained, await finish);

        void Count(string word, string counted)
        {
            int before = words.Counts.Count;
            words.Input.Enqueue(word);
            Deadline.Until(() => words.Counts.Count > before, $"{word} is counted");
            Assert.Equal(counted, words.Counts.Last());
        }

        // A tick tells of what was forgotten before the tick before.
        void Seconds(int seconds)
        {
            for (int passed = 0; passed < seconds; passed += 5)
            {
                int before = words.Ticks;
                time.Advance(TimeSpan.FromSeconds(5));
                Deadline.Until(() => words.Ticks > before, "the next tick");
            }
        }
    }
}
