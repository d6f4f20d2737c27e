using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>What a worker needs of its machine.</summary>
internal static class MachineChecks
{
    /// <summary>Enough for the links, rings' wake-ups and files of a hundred workers.</summary>
    private const long FewFiles = 1024;

    private const string Limits = "/proc/self/limits";

    private static readonly DateTimeOffset Built = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Leases need a fine monotonic clock; the time of day is only shown.</summary>
    public static EnvironmentCheck Clock(TimeProvider time)
    {
        double tick = 1e9 / time.TimestampFrequency;
        DateTimeOffset now = time.GetUtcNow();
        string detail = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, monotonic with {tick:0.###} ns a tick");
        if (tick > 1e6)
        {
            return new("clock", CheckOutcome.Failed, $"{detail}; expected at most 1 ms a tick");
        }

        return now < Built
            ? new("clock", CheckOutcome.Warning, $"{detail}; the time of day is wrong, which only misleads people; set it")
            : new("clock", CheckOutcome.Ok, detail);
    }

    /// <summary>Workers of one machine talk through Unix sockets.</summary>
    public static EnvironmentCheck Sockets()
    {
        string path = Path.Combine(Path.GetTempPath(), $"topogen-check-{Environment.ProcessId}.sock");
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return new("sockets", CheckOutcome.Ok, $"Unix sockets work in {Path.GetTempPath()}");
        }
        catch (Exception e) when (e is SocketException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return new("sockets", CheckOutcome.Failed, $"no Unix socket at {path}: {OneLine.Of(e.Message)}; set TMPDIR to a short, writable path");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <param name="listen">Where links of other machines are to be accepted, or null.</param>
    public static EnvironmentCheck Port(HostPort? listen)
    {
        HostPort place = listen ?? new HostPort(IPAddress.Loopback.ToString(), 0);
        try
        {
            IPAddress address = IPAddress.TryParse(place.Host, out IPAddress? literal) ? literal : Dns.GetHostAddresses(place.Host)[0];
            using var listener = new TcpListener(address, place.Port);
            listener.Start();
            return new("port", CheckOutcome.Ok, $"can listen on {listener.LocalEndpoint}");
        }
        catch (SocketException e)
        {
            return new("port", CheckOutcome.Failed, $"cannot listen on {place}: {OneLine.Of(e.Message)}; give another --listen");
        }
    }

    public static EnvironmentCheck Files()
    {
        string? line = File.Exists(Limits)
            ? File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))
            : null;
        string? soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return soft switch
        {
            null => new("files", CheckOutcome.Ok, "the system does not say how many files may be open"),
            _ when long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long most) && most < FewFiles
                => new("files", CheckOutcome.Warning, $"{soft} files may be open; expected 1024 or more: ulimit -n 1024"),
            _ => new("files", CheckOutcome.Ok, $"{soft} files may be open"),
        };
    }

    /// <summary>The folder of the private server, or the nearest one above that is there.</summary>
    public static EnvironmentCheck Folder(string folder)
    {
        string existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        string probe = Path.Combine(existing, $".topogen-check-{Environment.ProcessId}");
        try
        {
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }

            return new("folder", CheckOutcome.Ok, existing == folder ? $"{folder} is writable" : $"{folder} can be made");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("folder", CheckOutcome.Failed, $"cannot write in {existing}: {OneLine.Of(e.Message)}; give another --data");
        }
    }
}
