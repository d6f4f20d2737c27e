using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>This assembly as a process of its own, which starts a private server, says its process id, and waits to be killed.</summary>
internal static class SecondProcess
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [string folder])
        {
            return 1;
        }

        await using PrivateRedisServer server = await PrivateRedisServer.StartAsync(
            folder, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Console.WriteLine(server.ProcessId.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadLineAsync();
        return 0;
    }

    /// <summary>Starts it and waits for its server.</summary>
    public static async Task<(Process Owner, int Server)> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(SecondProcess).Assembly.Location, folder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process owner = Process.Start(start)!;
        string? line = await owner.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Limit);
        return (owner, int.Parse(line!, CultureInfo.InvariantCulture));
    }
}
