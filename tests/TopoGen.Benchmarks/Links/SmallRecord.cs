using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;

namespace TopoGen.Benchmarks;

/// <summary>16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct SmallRecord(long Number, long Second) : IRecord<SmallRecord>
{
    public static JsonTypeInfo<SmallRecord> Json => RecordJson.Default.SmallRecord;

    public static SmallRecord Of(long number) => new(number, number);
}
