using System.Globalization;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Plans;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>What the commands about savepoints share.</summary>
internal static class Savepoints
{
    /// <exception cref="TopologyInputException">The topology has no epochs.</exception>
    public static void CheckKept(CommandContext context, string what)
    {
        if (!context.Definition.KeepsEpochs)
        {
            throw new TopologyInputException($"There is nothing to {what}: {context.Topology} keeps no epochs.");
        }
    }

    /// <summary>Opens a savepoint to read it from its beginning.</summary>
    /// <exception cref="TopologyInputException">There is none of that name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<Stream> OpenAsync(StateStore state, SavepointPlace place, CancellationToken cancellation)
    {
        if (place.IsFile)
        {
            return new FileStream(place.Text, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous });
        }

        ISavepointStore store = state.Checkpoints.Savepoints;
        SavepointRecord record = (await store.ListAsync(cancellation).ConfigureAwait(false)).FirstOrDefault(r => r.IsKept && r.Copy.Name == place.Text);
        return record.IsKept ? new SavepointPartReader(store, record) : throw await MissingAsync(state, place.Text, cancellation).ConfigureAwait(false);
    }

    public static async Task<TopologyInputException> MissingAsync(StateStore state, string name, CancellationToken cancellation)
    {
        string[] names = [.. (await state.Checkpoints.Savepoints.ListAsync(cancellation).ConfigureAwait(false)).Where(r => r.IsKept).Select(r => r.Copy.Name)];
        string hint = Nearest.Hint(name, names) is { Length: > 0 } nearest ? nearest
            : names.Length > 0 ? $"; there are {string.Join(", ", names)}." : "; there is none. A file has a '.' or a '/' in its name.";
        return new TopologyInputException($"There is no savepoint '{name}' in {state.Place}{hint}");
    }

    /// <summary>Says what was done: in a line for people, or as JSON.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Show(CommandContext context, string name, SavepointHeader header, string done)
    {
        if (context.Invocation.Json)
        {
            return Output.Show(context.Console, writer => JsonText.Write(writer, indented: true, json =>
            {
                json.WriteStartObject();
                json.WriteString("topology", context.Topology);
                SavepointList.Write(json, name, header);
                json.WriteEndObject();
            }));
        }

        context.Console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{done}: {PlanNames.Count(header.Manifest.Tasks.Length, "task")}, {PlanNames.Count(header.Blobs.Count(), "blob")}, {PlanNames.Count(header.Bytes, "byte")}"));
        return ExitCode.Done;
    }
}
