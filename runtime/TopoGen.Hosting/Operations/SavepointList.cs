using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The option <c>--list</c> of <c>savepoint</c>: those that have a name in the store.</summary>
internal sealed class SavepointList(CommandContext context)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ShowAsync(StateStore state, CancellationToken stop)
    {
        var rows = new List<(string Name, SavepointHeader? Header, string Problem)>();
        foreach (SavepointRecord record in await state.Checkpoints.Savepoints.ListAsync(stop).ConfigureAwait(false))
        {
            rows.Add(await ReadAsync(state.Checkpoints.Savepoints, record, stop).ConfigureAwait(false));
        }

        if (!context.Invocation.Json && rows.Count == 0)
        {
            context.Console.Say($"{context.Topology} has no savepoints in {state.Place}");
            return ExitCode.Done;
        }

        return Output.Show(context.Console, writer =>
        {
            if (context.Invocation.Json)
            {
                WriteJson(writer, rows);
            }
            else
            {
                writer.Write(TableText.Plain(TableOf(rows), Output.WidthOf(context.Console)));
            }
        });
    }

    /// <summary>One savepoint, as members of an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, string name, SavepointHeader header)
    {
        json.WriteString("savepoint", name);
        json.WriteNumber("epoch", header.Manifest.Id.Number);
        json.WriteString("taken", header.Info.Taken.UtcDateTime);
        json.WriteString("owner", header.Info.Run.Owner);
        json.WriteString("started", header.Info.Run.Started.UtcDateTime);
        json.WriteNumber("tasks", header.Manifest.Tasks.Length);
        json.WriteNumber("blobs", header.Blobs.Count());
        json.WriteNumber("bytes", header.Bytes);
    }

    private static async Task<(string Name, SavepointHeader? Header, string Problem)> ReadAsync(
        ISavepointStore store, SavepointRecord record, CancellationToken stop)
    {
        if (!record.IsKept)
        {
            return (record.Copy.Name, null, "is not finished: it is being written, or whoever wrote it has died");
        }

        try
        {
            var reader = new SavepointPartReader(store, record);
            await using (reader.ConfigureAwait(false))
            {
                return (record.Copy.Name, await SavepointFormat.ReadHeaderAsync(reader, stop).ConfigureAwait(false), "");
            }
        }
        catch (SavepointException exception)
        {
            return (record.Copy.Name, null, exception.Message);
        }
    }

    private void WriteJson(TextWriter writer, List<(string Name, SavepointHeader? Header, string Problem)> rows)
        => JsonText.Write(writer, indented: true, json =>
        {
            json.WriteStartObject();
            json.WriteString("topology", context.Topology);
            json.WriteArray("savepoints", rows, row =>
            {
                if (row.Header is { } header)
                {
                    Write(json, row.Name, header);
                }
                else
                {
                    json.WriteString("savepoint", row.Name);
                    json.WriteString("problem", row.Problem);
                }
            });
            json.WriteEndObject();
        });

    private static Table TableOf(List<(string Name, SavepointHeader? Header, string Problem)> rows)
    {
        Table table = TableText.Create("savepoint", "epoch", "taken", "tasks", "bytes", "of the run");
        foreach ((string name, SavepointHeader? header, string problem) in rows)
        {
            string[] cells = header is null
                ? [name, "", "", "", "", problem]
                :
                [
                    name,
                    header.Manifest.Id.Number.ToString("N0", CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{header.Info.Taken.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"),
                    header.Manifest.Tasks.Length.ToString("N0", CultureInfo.InvariantCulture),
                    header.Bytes.ToString("N0", CultureInfo.InvariantCulture),
                    RunOpening.Describe(header.Info.Run),
                ];
            table.AddRow(cells.Select(static cell => new Spectre.Console.Text(cell)));
        }

        return table;
    }
}
