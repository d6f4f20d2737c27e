using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TopoGen.Benchmarks;

/// <summary>A line of components by hand: objects that count a tuple and call the next one through its base class.</summary>
internal abstract class CallLine
{
    private long _count;

    /// <returns>Nanoseconds of a tuple in each of them.</returns>
    public static Task<Figures> RunAsync(long calls, int components)
    {
        long count = Math.Max(1, calls / components);
        var sink = new Sink();
        CallLine line = sink;
        for (int i = 1; i < components; i++)
        {
            line = new Pass(line);
        }

        long begun = Stopwatch.GetTimestamp();
        for (long i = 0; i < count; i++)
        {
            line.Send(new PassThrough.Pair(i, i));
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(begun);
        PassThroughRun.Verify(sink.Sum, count);
        return Task.FromResult<Figures>(new Dictionary<string, double> { ["ns"] = elapsed.TotalNanoseconds / count / components });
    }

    protected abstract void Send(in PassThrough.Pair pair);

    private sealed class Pass(CallLine next) : CallLine
    {
        /// <remarks>Counted behind the call, so that it returns here and is no jump.</remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        protected override void Send(in PassThrough.Pair pair)
        {
            next.Send(in pair);
            _count++;
        }
    }

    private sealed class Sink : CallLine
    {
        public long Sum { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        protected override void Send(in PassThrough.Pair pair)
        {
            Sum += pair.First;
            _count++;
        }
    }
}
