using System.Runtime.InteropServices;

namespace TopoGen.Cluster.Tests;

/// <summary>Signals to single processes, by id.</summary>
internal static class Signals
{
    private const int KillNumber = 9;
    private const int TerminateNumber = 15;
    private const int ContinueNumber = 18;
    private const int StopNumber = 19;

    public static void Kill(int process) => Assert.True(TrySend(process, KillNumber), $"there is no process {process}");

    /// <summary>Kills what may have ended meanwhile.</summary>
    public static void KillIfAlive(int process) => TrySend(process, KillNumber);

    public static void Terminate(int process) => Assert.True(TrySend(process, TerminateNumber), $"there is no process {process}");

    /// <summary>Stands still, its connections open, until <see cref="Continue"/>.</summary>
    public static void Stop(int process) => Assert.True(TrySend(process, StopNumber), $"there is no process {process}");

    public static void Continue(int process) => Assert.True(TrySend(process, ContinueNumber), $"there is no process {process}");

    /// <summary>Kills a process and all that it started, where they still live.</summary>
    public static void KillTree(int process)
    {
        int[] children = ChildrenOf(process);
        TrySend(process, KillNumber);
        foreach (int child in children)
        {
            KillTree(child);
        }
    }

    public static int[] ChildrenOf(int process)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories($"/proc/{process}/task")
                    .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)),
            ];
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException or IOException)
        {
            return [];
        }
    }

    public static bool IsAlive(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException or IOException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send(int process, int signal);

    // 0 and less would mean groups of processes.
    private static bool TrySend(int process, int signal) => process > 0 && Send(process, signal) == 0;
}
