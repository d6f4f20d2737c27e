using System.Diagnostics;

namespace TopoGen.Benchmarks;

/// <summary>Ends a supervisor as Ctrl-C would: it ends its children and its Redis.</summary>
internal static class Supervisors
{
    public static void Stop(Process supervisor)
    {
        if (!supervisor.HasExited)
        {
            using Process signal = Process.Start("kill", ["-TERM", $"{supervisor.Id}"]);
        }

        supervisor.WaitForExit();
    }
}
