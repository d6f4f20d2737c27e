using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Runtime.Redis;

/// <summary>Tells a process from a later one that was given the same id.</summary>
internal static class ProcessIdentity
{
    /// <summary>A text that no other process of this id has; null where none is running.</summary>
    /// <remarks>On Linux the start in ticks since boot, which does not move when the clock is set.</remarks>
    public static string? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                string stat = File.ReadAllText($"/proc/{processId}/stat");
                // The second field is a name in parentheses that may hold anything; the third is the state, the 22nd the start.
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether the process runs a program whose name begins with one of these.</summary>
    public static bool IsNamed(int processId, params ReadOnlySpan<string> names)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            foreach (string name in names)
            {
                if (process.ProcessName.StartsWith(name, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It is gone.
        }

        return false;
    }

    /// <summary>Kills the process, if it is still the one that started then.</summary>
    public static void Kill(int processId, string start)
    {
        try
        {
            // Its handle is had first, so that what dies in between is not mistaken for its successor.
            using var process = Process.GetProcessById(processId);
            if (StartOf(processId) == start)
            {
                process.Kill();
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It is gone already, which is what was wanted.
        }
    }
}
