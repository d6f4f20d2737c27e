namespace TopoGen.Benchmarks;

internal static class CodecRun
{
    public static void Run<TCodec>(long count)
        where TCodec : class, IRoundTrip, new()
    {
        var codec = new TCodec();
        Reading reading = Reading.Example;
        for (long i = 0; i < count; i++)
        {
            Reading back = codec.Run(reading with { Time = i });
            if (back.Time != i || back.Place.Length != reading.Place.Length)
            {
                throw new InvalidOperationException($"{reading} came back as {back}.");
            }
        }
    }
}
