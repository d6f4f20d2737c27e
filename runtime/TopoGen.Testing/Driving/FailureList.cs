using Microsoft.Extensions.Logging;

namespace TopoGen.Testing;

/// <summary>Keeps what is logged as an error: what components threw.</summary>
internal sealed class FailureList : ILoggerFactory, ILogger
{
    private readonly List<TopologyTestFailure> _failures = [];

    public IReadOnlyList<TopologyTestFailure> Failures => _failures;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            string why = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
            _failures.Add(new TopologyTestFailure(formatter(state, exception) + why, exception));
        }
    }
}
