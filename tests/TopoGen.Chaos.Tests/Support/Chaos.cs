namespace TopoGen.Chaos.Tests;

/// <summary>Starts the program in this process; what it starts are processes of their own.</summary>
internal static class Chaos
{
    /// <summary>Few tuples and short pauses, so that most of the time goes into recoveries.</summary>
    private static readonly string[] Short = ["--keys=64", "--tuples=6400", "--fault-pause=500ms", "--limit=8m", "--recovery-limit=3m"];

    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await ChaosCommand.RunAsync(args, output, TextWriter.Synchronized(error));
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs it with few tuples, and expects the promise to be kept.</summary>
    public static async Task KeepsAsync(params string[] args)
    {
        (int code, string output, string error) = await RunAsync([.. Short.Where(given => !args.Any(a => a.StartsWith(given.Split('=')[0] + "=", StringComparison.Ordinal))), .. args]);
        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Contains("\"verdict\":\"kept\"", Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
