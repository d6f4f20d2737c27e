using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime.Redis;

/// <summary>Says once that Redis cannot be reached, and once that it is again, whatever number of calls and connections is concerned. Thread-safe.</summary>
internal sealed partial class RedisOutage(string address, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<object> _down = [];
    private long _since;

    /// <param name="connection">Which of the connections.</param>
    /// <param name="reason">One line.</param>
    public void Lost(object connection, string reason)
    {
        lock (_lock)
        {
            if (!_down.Add(connection) || _down.Count > 1)
            {
                return;
            }

            _since = time.GetTimestamp();
        }

        LogLost(address, reason);
    }

    public void Reached(object connection)
    {
        double seconds;
        lock (_lock)
        {
            if (!_down.Remove(connection) || _down.Count > 0)
            {
                return;
            }

            seconds = time.GetElapsedTime(_since).TotalSeconds;
        }

        LogReached(address, seconds);
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis at {Address} cannot be reached: {Reason}")]
    private partial void LogLost(string address, string reason);

    [LoggerMessage(2, LogLevel.Information, "Redis at {Address} is reached again after {Seconds:0.0} s")]
    private partial void LogReached(string address, double seconds);
}
