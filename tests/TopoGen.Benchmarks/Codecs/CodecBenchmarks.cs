using BenchmarkDotNet.Attributes;

namespace TopoGen.Benchmarks;

/// <summary>The round trip of one <see cref="Reading"/>.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly GeneratedCodec _generated = new();
    private readonly HandWrittenCodec _byHand = new();
    private readonly ProtobufCodec _protobuf = new();
    private Reading _reading = Reading.Example;

    [Benchmark(Baseline = true)]
    public Reading ByHand() => _byHand.Run(in _reading);

    [Benchmark]
    public Reading Generated() => _generated.Run(in _reading);

    [Benchmark]
    public Reading Protobuf() => _protobuf.Run(in _reading);
}
