using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace TopoGen.Benchmarks;

/// <summary>System.Reactive: a subject, <c>Select</c>, and an observer that adds up. Between threads its queues have no bound: nothing holds the source back.</summary>
internal static class ReactiveChain
{
    /// <summary>All on the thread that emits.</summary>
    public static void RunFused(long count)
    {
        long sum = 0;
        using var source = new Subject<PassThrough.Pair>();
        using IDisposable chain = source.Select(static pair => pair).Subscribe(pair => sum += pair.First);
        Emit(source, count);
        PassThroughRun.Verify(sum, count);
    }

    /// <summary>A thread for each stage.</summary>
    public static void RunThreads(long count)
    {
        long sum = 0;
        using var isDone = new ManualResetEventSlim();
        using var source = new Subject<PassThrough.Pair>();
        using IDisposable chain = source
            .ObserveOn(NewThreadScheduler.Default)
            .Select(static pair => pair)
            .ObserveOn(NewThreadScheduler.Default)
            .Subscribe(pair => sum += pair.First, isDone.Set);
        Emit(source, count);
        isDone.Wait();
        PassThroughRun.Verify(sum, count);
    }

    private static void Emit(Subject<PassThrough.Pair> source, long count)
    {
        for (long i = 0; i < count; i++)
        {
            source.OnNext(new PassThrough.Pair(i, i));
        }

        source.OnCompleted();
    }
}
