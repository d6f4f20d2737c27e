using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Settings;
using TopoGen.Hosting.Terminal;

namespace TopoGen.Hosting.Operations;

/// <summary>The command <c>check-env</c>: looks at all that workers need, and says what is not fit.</summary>
internal sealed class CheckEnvCommand(CommandContext context)
{
    /// <returns>0 where nothing failed; warnings do not count.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        NodeOptions node = context.Settings.CreateNodeOptions();
        var access = new StoreAccess(context, node);
        EnvironmentCheck[] checks =
        [
            .. await CheckStoreAsync(access, stop).ConfigureAwait(false),
            MachineChecks.Clock(context.Time),
            MachineChecks.Sockets(),
            MachineChecks.Port(node.Listen),
            MachineChecks.Files(),
            MachineChecks.Folder(access.Folder),
        ];
        int code = Output.Show(context.Console, writer => Write(writer, checks));
        return code == ExitCode.Done && checks.Any(c => c.Outcome == CheckOutcome.Failed) ? ExitCode.Failed : code;
    }

    private async Task<IReadOnlyList<EnvironmentCheck>> CheckStoreAsync(StoreAccess access, CancellationToken stop)
        => (access.Given() ?? context.Parts.Cluster.FindServer(access.Folder)) is { } address
            ? await context.Parts.Cluster.CheckStoreAsync(address, stop).ConfigureAwait(false)
            : [context.Parts.Cluster.CheckServer()];

    private void Write(TextWriter writer, EnvironmentCheck[] checks)
    {
        if (!context.Invocation.Json)
        {
            foreach (EnvironmentCheck check in checks)
            {
                writer.WriteLine($"{check.Outcome.ToString().ToLowerInvariant(),-8} {check.Name}: {check.Detail}");
            }

            return;
        }

        JsonText.Write(writer, indented: true, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("fit", checks.All(c => c.Outcome != CheckOutcome.Failed));
            json.WriteArray("checks", checks, check =>
            {
                json.WriteString("name", check.Name);
                json.WriteString("outcome", check.Outcome.ToString());
                json.WriteString("detail", check.Detail);
            });
            json.WriteEndObject();
        });
    }
}
