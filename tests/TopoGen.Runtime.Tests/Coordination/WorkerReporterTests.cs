using Microsoft.Extensions.Time.Testing;
using TopoGen.Runtime.Tests.Engine;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>What becomes of reports that the store does not take.</summary>
public sealed class WorkerReporterTests
{
    private const string Run = "run";
    private static readonly WorkerInfo Self = Workers.Of("w1");
    private readonly FakeTimeProvider _time = new();
    private readonly FakeEngine _engine = new();
    private readonly CapturedLog _log = new();
    private readonly InMemoryCoordinationStore _store = new();
    private bool _hasJoined = true;

    [Fact]
    public async Task What_is_reported_while_the_store_is_away_is_there_once_when_it_is_back_and_in_order()
    {
        WorkerReporter reporter = await BeginAsync();
        _store.Faults.IsUnreachable = true;
        _engine.End(new TaskId("Lines", 0, 1), inputOver: true);
        _engine.Err(Error("first"));
        await reporter.FlushAsync(default);
        _engine.Err(Error("second"));
        await reporter.FlushAsync(default);

        _store.Faults.IsUnreachable = false;
        await reporter.FlushAsync(default);
        await reporter.FlushAsync(default);

        ClusterStatus status = await StatusAsync();
        Assert.Equal([new TaskId("Lines", 0, 1)], status.Facts.Ended.Keys);
        Assert.Equal(["second", "first"], status.Errors.Select(e => e.Message));
    }

    [Fact]
    public async Task A_report_whose_answer_was_lost_is_sent_again_and_there_once()
    {
        WorkerReporter reporter = await BeginAsync();
        _engine.Err(Error("first"));
        _store.Faults.LosesAnswers = true;
        await reporter.FlushAsync(default);
        _store.Faults.LosesAnswers = false;
        await reporter.FlushAsync(default);

        Assert.Equal("first", Assert.Single((await StatusAsync()).Errors).Message);
    }

    [Fact]
    public async Task Of_errors_that_the_store_does_not_take_in_time_a_thousand_wait_and_the_others_are_counted()
    {
        WorkerReporter reporter = await BeginAsync();
        _store.Faults.IsUnreachable = true;
        for (int i = 0; i < 1005; i++)
        {
            _engine.Err(Error($"{i}"));
        }

        await reporter.FlushAsync(default);
        _store.Faults.IsUnreachable = false;
        await reporter.FlushAsync(default);
        Assert.Equal(Enumerable.Range(0, 1000).Reverse().Select(i => $"{i}"), (await StatusAsync()).Errors.Select(e => e.Message));
        await reporter.FlushAsync(default);

        ErrorReport last = (await StatusAsync()).Errors[0];
        Assert.Equal((Self.Name, "coordination"), (last.Worker, last.Source));
        Assert.StartsWith("5 errors were not reported", last.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_never_be_told_is_logged_and_keeps_nothing_that_stands_behind_it()
    {
        WorkerReporter reporter = await BeginAsync();
        _store.Faults.NeverTakes = "unspeakable";
        _engine.Err(Error("first"));
        _engine.Err(Error("unspeakable"));
        _engine.Err(Error("third"));

        await reporter.FlushAsync(default);
        await reporter.FlushAsync(default);

        Assert.Equal(["third", "first"], (await StatusAsync()).Errors.Select(e => e.Message));
        Assert.Contains("unspeakable", Assert.Single(_log.Messages, m => m.Contains("can not be told", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_store_refuses_because_the_run_was_replaced_is_dropped()
    {
        WorkerReporter reporter = await BeginAsync();
        await _store.BeginAsync(new RunRecord { Id = "next", Owner = "test", Schema = 1 }, new DesiredState(), Run, default);
        _engine.End(new TaskId("Lines", 0, 1), inputOver: true);
        _engine.Err(Error("first"));

        await reporter.FlushAsync(default);
        await reporter.FlushAsync(default);

        ClusterStatus status = await StatusAsync();
        Assert.Empty(status.Facts.Ended);
        Assert.Equal((1, 1), (status.Refused["ended"], status.Refused["error"]));
    }

    [Fact]
    public async Task Counters_of_dropped_tasks_do_not_replace_what_the_worker_counted_while_it_had_its_lease()
    {
        WorkerReporter reporter = await BeginAsync();
        _engine.Counted = 7;
        await reporter.FlushAsync(default);
        await _store.EvictAsync(Run, Self.Id, null, null, default);

        (_engine.Counted, _hasJoined) = (0, false);
        _engine.Err(Error("told all the same"));
        await reporter.FlushAsync(default);

        ClusterStatus status = await StatusAsync();
        Assert.Equal(7, status.Metrics[Self.Id].RefusedFrames);
        Assert.Single(status.Errors);
    }

    private async Task<WorkerReporter> BeginAsync()
    {
        await _store.BeginAsync(new RunRecord { Id = Run, Owner = "test", Schema = 1 }, new DesiredState(), null, default);
        await _store.JoinAsync(Run, Self, default);
        var options = new ClusterOptions();
        return new WorkerReporter(
            _store, new StoreCalls(_time, options.CallTimeout, _log), _engine, options, _time, Run, () => Self, () => _hasJoined, _log);
    }

    private Task<ClusterStatus> StatusAsync() => _store.ReadStatusAsync(default);

    private static ErrorReport Error(string message) => new(DateTimeOffset.UnixEpoch, Self.Name, "Split[0].Execute", message);
}
