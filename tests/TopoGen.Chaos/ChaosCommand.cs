using System.Runtime.InteropServices;

namespace TopoGen.Chaos;

/// <summary>One start of the program.</summary>
internal static class ChaosCommand
{
    /// <param name="args">The command line.</param>
    /// <param name="output">Gets one line of JSON.</param>
    /// <param name="error">Gets a line for each round.</param>
    /// <returns>0 where the promise was kept, 1 where it was broken, 2 for a mistake on the command line.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ChaosOptions? options;
        try
        {
            options = ChaosCommandLine.Read(args, output);
        }
        catch (ChaosMistakeException mistake)
        {
            await error.WriteLineAsync($"error: {mistake.Message}");
            return 2;
        }

        if (options is null)
        {
            return 0;
        }

        // Told to stop, it ends its processes first.
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        ChaosResult result = await ChaosRun.RunAsync(options, error, stop.Token);
        await output.WriteLineAsync(result.ToJson());
        return result.IsKept ? 0 : 1;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
