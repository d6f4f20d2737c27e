using System.Runtime.CompilerServices;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>As <see cref="CodecRun"/>, with what the generator makes of <see cref="ReadingView"/>.</summary>
internal static class ViewCodecRun
{
    public static void Run(long count)
    {
        byte[] buffer = new byte[256];
        Reading example = Reading.Example;
        ReadOnlySpan<byte> place = "Helsinki-042"u8;
        for (long i = 0; i < count; i++)
        {
            ReadingView back = RoundTrip(ref buffer, new ReadingView(example.Sensor, i, example.Value, place));
            if (back.Time != i || back.Place.Length != place.Length)
            {
                throw new InvalidOperationException($"{i} came back as {back.Time}.");
            }
        }
    }

    /// <summary>Called as <see cref="IRoundTrip.Run"/> is, so that it has to read every field.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadingView RoundTrip(ref byte[] buffer, scoped in ReadingView reading)
    {
        var writer = new TupleWriter(buffer, 0);
        writer.Write(in reading);
        int length = writer.Length;
        buffer = writer.Detach(out _);
        var reader = new TupleReader(buffer.AsSpan(0, length));
        return reader.Read<ReadingView>();
    }
}
