namespace TopoGen.Benchmarks;

/// <summary><c>peer NAME</c>: the second process of a measurement; serves requests until its input ends.</summary>
internal static class PeerCommand
{
    public static async Task<int> RunAsync(string name)
    {
        Func<string[], PeerLines, Task> serve = PeerCatalog.All[name];
        var lines = new PeerLines(Console.In, Console.Out);
        while (await lines.HearRequestAsync() is { } request)
        {
            await serve(request.Split('\t'), lines);
        }

        return 0;
    }
}
