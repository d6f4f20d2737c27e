using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>The outside world of an asynchronous component: calls wait here until the test answers them.</summary>
internal sealed class Calls
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _open = new();
    private int _inFlight;
    private int _mostInFlight;
    private int _started;

    /// <summary>Whether calls are answered at once.</summary>
    public bool AreImmediate { get; set; }

    public int Started => Volatile.Read(ref _started);

    public int MostInFlight => Volatile.Read(ref _mostInFlight);

    public IReadOnlyList<long> Open => [.. _open.Keys.Order()];

    /// <summary>What a test wants to do later with something that only the component can reach.</summary>
    public ConcurrentQueue<Action> Later { get; } = new();

    public async Task Ask(long number, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource();
        _open[number] = answer;
        int inFlight = Interlocked.Increment(ref _inFlight);
        InterlockedMax(ref _mostInFlight, inFlight);
        Interlocked.Increment(ref _started);
        try
        {
            if (!AreImmediate)
            {
                await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            _open.TryRemove(number, out _);
        }
    }

    /// <summary>Answers a call, once it has come.</summary>
    public void Answer(long number)
    {
        TaskCompletionSource? answer = null;
        Deadline.Until(() => _open.TryGetValue(number, out answer), $"call {number} comes");
        answer!.SetResult();
    }

    /// <summary>Answers calls in random order until the run is over.</summary>
    public void AnswerAll(Task run, Random random)
    {
        long since = Environment.TickCount64;
        while (!run.IsCompleted)
        {
            long[] open = [.. _open.Keys];
            if (open.Length == 0)
            {
                Assert.True(Environment.TickCount64 - since < Deadline.Limit.TotalMilliseconds, "No call comes.");
                Thread.Yield();
                continue;
            }

            since = Environment.TickCount64;
            if (_open.TryGetValue(open[random.Next(open.Length)], out TaskCompletionSource? answer))
            {
                answer.TrySetResult();
            }
        }
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int seen = Volatile.Read(ref place);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref place, value, seen);
        }
    }
}
