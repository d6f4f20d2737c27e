using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TopoGen.Runtime.Redis;

/// <summary>Starts, asks and ends the process of a private server.</summary>
internal static class PrivateRedisProcess
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts it and waits until it has gone to the background, out of reach of the terminal's Ctrl-C.</summary>
    /// <returns>Null, or one line that says why it does not start.</returns>
    /// <exception cref="TopologyInputException">None is installed.</exception>
    public static async Task<string?> LaunchAsync(PrivateRedisFolder folder, PrivateRedisRecord record, CancellationToken cancellation)
    {
        folder.Clean();
        using Process process = StartProcess();
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync(Configuration(folder, record).AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; what it said is returned below.
        }

        await process.WaitForExitAsync(cancellation);
        string said = $"{await output}\n{await errors}".Trim();
        return process.ExitCode == 0 ? null : said.Split('\n') is [.., { Length: > 0 } last] ? last : $"exit code {process.ExitCode}";
    }

    /// <summary>Waits until it answers to its password.</summary>
    /// <param name="record">Which one.</param>
    /// <param name="limit">How long to try; one attempt is always made.</param>
    /// <param name="hasFailed">Ends the waiting.</param>
    /// <param name="time">For the deadline.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its process, or null.</returns>
    public static async Task<int?> AnswersAsync(
        PrivateRedisRecord record, TimeSpan limit, Func<bool> hasFailed, TimeProvider time, CancellationToken cancellation)
    {
        long begin = time.GetTimestamp();
        do
        {
            if (await AskProcessIdAsync(record, cancellation) is { } processId)
            {
                return processId;
            }

            if (hasFailed())
            {
                return null;
            }

            await Task.Delay(Step, time, cancellation);
        }
        while (time.GetElapsedTime(begin) < limit);

        return null;
    }

    /// <summary>Asks it to shut down.</summary>
    /// <returns>Whether it ended.</returns>
    public static async Task<bool> ShutDownAsync(PrivateRedisRecord record, TimeProvider time)
    {
        try
        {
            await using RedisConnection connection = await RedisConnection.OpenAsync(Quick(record), "topogen-stop", null, CancellationToken.None);
            await connection.ExecuteAsync("SHUTDOWN", [], CancellationToken.None);
        }
        catch (CoordinationException)
        {
            // A server that obeys closes the connection without an answer; of one that does not, the caller is told.
        }

        return await EndsAsync(record, time);
    }

    /// <summary>Kills it. Nothing that was answered is lost, for it was on disk before.</summary>
    /// <returns>Whether it ended.</returns>
    public static Task<bool> KillAsync(PrivateRedisRecord record, TimeProvider time)
    {
        ProcessIdentity.Kill(record.ProcessId, record.ProcessStart);
        return EndsAsync(record, time);
    }

    private static async Task<int?> AskProcessIdAsync(PrivateRedisRecord record, CancellationToken cancellation)
    {
        try
        {
            await using RedisConnection connection = await RedisConnection.OpenAsync(Quick(record), "topogen-start", null, cancellation);
            _ = await connection.ExecuteAsync("PING", [], cancellation);
            string info = (string?)await connection.ExecuteAsync("INFO", ["server"], cancellation) ?? "";
            return RedisInfo.Parse(info).TryGetValue("process_id", out string? id)
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int processId) ? processId : null;
        }
        catch (CoordinationException)
        {
            return null;
        }
    }

    private static async Task<bool> EndsAsync(PrivateRedisRecord record, TimeProvider time)
    {
        long begin = time.GetTimestamp();
        while (record.IsAlive)
        {
            if (time.GetElapsedTime(begin) > StopTimeout)
            {
                return false;
            }

            await Task.Delay(Step, time);
        }

        return true;
    }

    private static RedisOptions Quick(PrivateRedisRecord record)
    {
        RedisOptions options = record.Options;
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
        return options;
    }

    private static Process StartProcess()
    {
        foreach (string name in (ReadOnlySpan<string>)["redis-server", "valkey-server"])
        {
            try
            {
                // The configuration comes over its input, because everybody may read a process's arguments.
                return Process.Start(new ProcessStartInfo(name, "-")
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            }
            catch (Win32Exception)
            {
                // Not installed under this name.
            }
        }

        throw new TopologyInputException(
            "Neither redis-server nor valkey-server is installed; get one (apt-get install redis-server), or use a server of yours with --redis ADDRESS");
    }

    private static string Configuration(PrivateRedisFolder folder, PrivateRedisRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        bind 127.0.0.1
        port {record.Port}
        requirepass {record.Password}
        dir "{Escape(folder.Path)}"
        pidfile "{Escape(folder.ProcessFile)}"
        logfile "{Escape(folder.LogFile)}"
        loglevel warning
        daemonize yes
        databases 1
        save ""
        appendonly yes
        appendfsync always
        maxmemory-policy noeviction

        """);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            _ = value is >= 0x20 and < 0x7f and not (byte)'"' and not (byte)'\\'
                ? escaped.Append((char)value)
                : escaped.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return escaped.ToString();
    }
}
