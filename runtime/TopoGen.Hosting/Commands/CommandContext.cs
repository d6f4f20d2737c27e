using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.CommandLine;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>What every command works with.</summary>
internal sealed record CommandContext
{
    public required HostConsole Console { get; init; }

    public required TimeProvider Time { get; init; }

    public required ConfigurationManager Configuration { get; init; }

    public required Invocation Invocation { get; init; }

    public required TopologySettings Settings { get; init; }

    /// <summary>All topologies of the executable.</summary>
    public required IReadOnlyList<TopologyDefinition> Known { get; init; }

    public required HostParts Parts { get; init; }

    public TopologyDefinition Definition => Invocation.Definition;

    public string Topology => Invocation.Definition.Name;

    /// <summary>Logs to standard error, as the configuration says. The caller disposes of it.</summary>
    public ILoggerFactory CreateLoggers() => LoggerFactory.Create(ConfigureLogging);

    /// <summary>Warnings and errors where the configuration does not say otherwise.</summary>
    public void ConfigureLogging(ILoggingBuilder logging) => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddConfiguration(Configuration.GetSection("Logging"))
        .AddProvider(new LineLoggerProvider(Console));
}
