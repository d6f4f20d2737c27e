using BenchmarkDotNet.Attributes;

namespace TopoGen.Benchmarks;

/// <summary>The chain of three stages; times are per tuple.</summary>
public class PassThroughBenchmarks
{
    private const int Tuples = 10_000_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Tuples)]
    public void Direct() => DirectCalls.Run(Tuples);

    [Benchmark(OperationsPerInvoke = Tuples)]
    public Task Fused() => PassThroughRun.RunAsync(Tuples, executors: 1);

    [Benchmark(OperationsPerInvoke = Tuples)]
    public Task Threads() => PassThroughRun.RunAsync(Tuples, executors: 3);

    [Benchmark(OperationsPerInvoke = Tuples)]
    public void BareRing() => BareRingChain.Run(Tuples);
}
