using System.Globalization;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The command <c>errors</c>: the last of them, the newest first.</summary>
internal sealed class ErrorsCommand(CommandContext context) : ClusterCommand(context)
{
    protected override async Task<int> RunAsync(ICoordinationStore store, CancellationToken stop)
    {
        ClusterStatus status = await store.ReadStatusAsync(stop).ConfigureAwait(false);
        if (Context.Invocation.Json)
        {
            return Show(writer => JsonText.Write(writer, indented: true, json =>
            {
                json.WriteStartObject();
                json.WriteString("topology", Context.Topology);
                json.WriteArray("errors", status.Errors, error =>
                {
                    json.WriteString("time", error.Time.UtcDateTime);
                    json.WriteString("worker", error.Worker);
                    json.WriteString("source", error.Source);
                    json.WriteString("message", error.Message);
                });
                json.WriteEndObject();
            }));
        }

        if (status.Errors.IsEmpty)
        {
            Context.Console.Say($"{Context.Topology} has no errors");
            return ExitCode.Done;
        }

        return Show(writer =>
        {
            foreach (ErrorReport error in status.Errors)
            {
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{error.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {error.Worker} {error.Source}: {OneLine.Of(error.Message)}"));
            }
        });
    }
}
