using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>The leader at the board. Everything happens on one thread, where the clock is moved.</summary>
public sealed class BoardParticipantsTests
{
    private static readonly EpochId Epoch = new(1, new FencingToken(1, 1), 1);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryCoordinationStore _store;
    private readonly List<int> _reported = [];

    public BoardParticipantsTests() => _store = new InMemoryCoordinationStore(_time);

    [Fact]
    public void Each_report_is_read_once()
        => SimulatedCluster.Simulate(() =>
        {
            var complete = new TaskCompletionSource();
            Task gathering = Gather(complete.Task);
            for (int task = 0; task < 20; task++)
            {
                _store.ReportAsync(Epoch, [Entry(task)], default).Wait();
                Pass();
            }

            Assert.Equal(Enumerable.Range(0, 20), _reported);
            complete.SetResult();
            Pass();
            Assert.True(gathering.IsCompletedSuccessfully);
        });

    [Fact]
    public void Reports_in_the_place_of_lost_ones_are_found()
        => SimulatedCluster.Simulate(() =>
        {
            Task gathering = Gather(new TaskCompletionSource().Task);
            _store.ReportAsync(Epoch, [Entry(0)], default).Wait();
            Pass();
            _store.Look(d =>
            {
                d.Reports.Clear();
                d.Reports.Add((Epoch, Entry(1)));
                return true;
            });
            Pass();
            Assert.Equal([0], _reported);

            for (int i = 0; i < 20; i++)
            {
                Pass();
            }

            Assert.Contains(1, _reported);
            Assert.False(gathering.IsCompleted);
        });

    [Fact]
    public void Only_workers_that_have_not_applied_yet_are_asked_for()
        => SimulatedCluster.Simulate(() =>
        {
            Task committing = Of("a", "b").CommitAsync(Epoch, default);
            _store.ReportAppliedAsync(Epoch, "b", default).Wait();
            Pass();
            _store.Look(d => d.Applied.Remove("b"));
            Assert.False(committing.IsCompleted);

            _store.ReportAppliedAsync(Epoch, "a", default).Wait();
            Pass();

            Assert.True(committing.IsCompletedSuccessfully);
        });

    private void Pass() => _time.Advance(TimeSpan.FromMilliseconds(100));

    private static TaskEntry Entry(int index) => new() { Component = "C", Index = index, Parallelism = 20 };

    private Task Gather(Task complete) => Of("a").GatherAsync(Epoch, complete, default);

    private BoardParticipants Of(params ImmutableArray<string> workers)
        => new(_store, () => default, workers, waitsForEffects: true, _time, NullLogger.Instance)
        {
            Reported = (_, entry) => _reported.Add(entry.Index),
        };
}
