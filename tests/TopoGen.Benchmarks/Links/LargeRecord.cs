using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;

namespace TopoGen.Benchmarks;

/// <summary>100 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct LargeRecord(
    long Number, long B, long C, long D, long E, long F, long G, long H, long I, long J, long K, long L, int M) : IRecord<LargeRecord>
{
    public static JsonTypeInfo<LargeRecord> Json => RecordJson.Default.LargeRecord;

    public static LargeRecord Of(long n) => new(n, n, n, n, n, n, n, n, n, n, n, n, (int)n);
}
