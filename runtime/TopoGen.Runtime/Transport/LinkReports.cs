using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>
/// What links say in the log: each lasting problem once, passing ones a few times and then one a second. A peer that is wrong
/// tries again for ever. Thread-safe.
/// </summary>
internal sealed partial class LinkReports(ILogger logger, TimeProvider time)
{
    /// <summary>
    /// Different problems that are remembered, those that came up last; strangers must not fill the memory, nor drive out what lasts.
    /// </summary>
    private const int Limit = 256;

    private readonly Lock _sync = new();
    private readonly FailureLog _broken = new(time);
    private readonly FailureLog _unknown = new(time);

    /// <summary>When each problem came up last, in a count of all that came up.</summary>
    private readonly Dictionary<string, long> _said = new(StringComparer.Ordinal);
    private long _count;

    public void Connected(string peer, string path) => LogConnected(logger, peer, path);

    /// <summary>A connection that worked is over. It is made again, or coordination finds out that its other end is gone and says so.</summary>
    public void Broken(string peer, string reason)
    {
        long unreported;
        lock (_sync)
        {
            if (!_broken.MayReport(out unreported))
            {
                return;
            }
        }

        LogBroken(logger, peer, reason, unreported);
    }

    /// <summary>Something that does not pass by itself, such as a wrong secret.</summary>
    /// <param name="problem">What the log says.</param>
    /// <param name="subject">What it is about, where the text is another one each time; else the text.</param>
    public void Once(string problem, string? subject = null)
    {
        string key = subject ?? problem;
        lock (_sync)
        {
            bool isKnown = _said.ContainsKey(key);
            if (!isKnown && _said.Count == Limit)
            {
                if (!_unknown.MayReport(out _))
                {
                    return;
                }

                _said.Remove(_said.MinBy(said => said.Value).Key);
            }

            _said[key] = ++_count;
            if (isKnown)
            {
                return;
            }
        }

        LogProblem(logger, problem);
    }

    public void Failed(string what, Exception exception) => LogFailed(logger, exception, what);

    [LoggerMessage(1, LogLevel.Debug, "Linked to {Peer} over {Path}")]
    private static partial void LogConnected(ILogger logger, string peer, string path);

    [LoggerMessage(2, LogLevel.Information, "Link to {Peer} broke: {Reason} ({Unreported} earlier breaks not shown)")]
    private static partial void LogBroken(ILogger logger, string peer, string reason, long unreported);

    [LoggerMessage(3, LogLevel.Warning, "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(4, LogLevel.Error, "{What} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string what);
}
