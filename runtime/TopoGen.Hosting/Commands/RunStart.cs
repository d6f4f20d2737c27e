using System.Collections.Immutable;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>What a run begins with.</summary>
internal static class RunStart
{
    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <param name="context">The command.</param>
    /// <param name="command">How it is shown to people: <c>run --workers 3</c>.</param>
    /// <param name="node">Says which machine this is.</param>
    public static RunRecord Record(CommandContext context, string command, NodeOptions node) => new()
    {
        Id = NewId(),
        Owner = $"'{command}' on {node.HostName}, process {Environment.ProcessId}",
        Schema = context.Parts.Cluster.SchemaOf(context.Definition),
        Started = context.Time.GetUtcNow(),
        Fresh = context.Invocation.Fresh,
        AcceptLoss = context.Invocation.AcceptLoss,
        Parameters = context.Settings.ParameterTexts(context.Definition),
    };

    public static DesiredState Desired(EngineOptions engine, NodeOptions node) => new()
    {
        Workers = node.Workers,
        KillWait = (long)engine.DrainTimeout.TotalMilliseconds,
        Parallelism = engine.Components.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
