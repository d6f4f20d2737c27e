using System.ComponentModel;
using System.Runtime.InteropServices;
using TopoGen.Runtime;
using Xunit.Sdk;

namespace TopoGen.Chaos;

/// <summary>One start of the program.</summary>
internal static class ChaosCommand
{
    /// <param name="args">The command line.</param>
    /// <param name="output">Gets one line of JSON.</param>
    /// <param name="error">Gets a line for each round.</param>
    /// <returns>0 where the promise was kept, 1 where it was broken, 2 for a mistake on the command line, or where it cannot be run.</returns>
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
        try
        {
            ChaosResult result = await ChaosRun.RunAsync(options, error, stop.Token);
            await output.WriteLineAsync(result.ToJson());
            return result.IsKept ? 0 : 1;
        }
        catch (Exception exception) when (exception is CoordinationException or Win32Exception or IOException or XunitException)
        {
            // Redis does not start or answer, most of all.
            await error.WriteLineAsync($"error: it cannot be run here: {exception.Message.ReplaceLineEndings(" ")}");
            return 2;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
