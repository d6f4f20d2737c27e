using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Cluster.Tests;

/// <summary>
/// Several machines on one: network namespaces, each with an address of its own on one bridge. The bridge's own address is the
/// machine of the tests, where Redis runs.
/// </summary>
internal sealed class Machines : IDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..6];
    private readonly string _subnet;
    private readonly int _count;

    /// <param name="count">How many there are beside this one.</param>
    public Machines(int count)
    {
        _count = count;
        byte[] random = Guid.NewGuid().ToByteArray();
        _subnet = string.Create(CultureInfo.InvariantCulture, $"10.{200 + (random[0] % 50)}.{random[1]}");
        try
        {
            Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be none here, or null.</summary>
    public static string? Impossible { get; } = FindOut();

    public string Bridge => $"tgb{_id}";

    /// <summary>Where all of them reach this machine.</summary>
    public string Here => $"{_subnet}.1";

    public string NameOf(int machine) => $"tg{_id}n{machine}";

    public string AddressOf(int machine) => string.Create(CultureInfo.InvariantCulture, $"{_subnet}.{10 + machine}");

    /// <summary>What to put before a command to run it on a machine.</summary>
    public string[] On(int machine) => ["ip", "netns", "exec", NameOf(machine)];

    /// <summary>From now on nothing that one machine sends arrives at the other. The way back stays open.</summary>
    public void Cut(int from, int to) => Run([.. On(to), "iptables", "-A", "INPUT", "-s", AddressOf(from), "-j", "DROP"]);

    public void Heal(int from, int to) => Run([.. On(to), "iptables", "-D", "INPUT", "-s", AddressOf(from), "-j", "DROP"]);

    public void Dispose()
    {
        for (int machine = 0; machine < _count; machine++)
        {
            TryRun("ip", "netns", "del", NameOf(machine));
        }

        TryRun("ip", "link", "del", Bridge);
    }

    private static string? FindOut()
    {
        string name = $"tgprobe{Environment.ProcessId}";
        string? problem = TryRun("ip", "netns", "add", name) ?? TryRun("ip", "netns", "exec", name, "iptables", "-L", "INPUT");
        TryRun("ip", "netns", "del", name);
        return problem;
    }

    private void Build()
    {
        Run("ip", "link", "add", Bridge, "type", "bridge");
        Run("ip", "addr", "add", $"{Here}/24", "dev", Bridge);
        Run("ip", "link", "set", Bridge, "up");
        for (int machine = 0; machine < _count; machine++)
        {
            string name = NameOf(machine);
            Run("ip", "netns", "add", name);
            Run("ip", "link", "add", $"tgv{_id}{machine}", "type", "veth", "peer", "name", "eth0", "netns", name);
            Run("ip", "link", "set", $"tgv{_id}{machine}", "master", Bridge, "up");
            Run("ip", "-n", name, "addr", "add", $"{AddressOf(machine)}/24", "dev", "eth0");
            Run("ip", "-n", name, "link", "set", "eth0", "up");
            Run("ip", "-n", name, "link", "set", "lo", "up");
        }
    }

    private static void Run(params string[] command)
    {
        string? problem = TryRun(command);
        Assert.True(problem is null, problem);
    }

    /// <returns>What went wrong, or null.</returns>
    private static string? TryRun(params string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"'{string.Join(' ', command)}' fails: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"'{command[0]}' cannot be started: {exception.Message}";
        }
    }
}
