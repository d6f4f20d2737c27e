using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The command <c>restore</c>: makes a savepoint the epoch from which the next run goes on. All that can be found wrong is found before anything is given up.</summary>
internal sealed class RestoreCommand(CommandContext context)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        Savepoints.CheckKept(context, "restore");
        var place = SavepointPlace.Parse(
            context.Invocation.Place ?? throw new TopologyInputException("restore needs the FILE or the NAME of a savepoint; savepoint --list shows those with names."));
        using ILoggerFactory loggers = context.CreateLoggers();
        StateStore state = await new StateAccess(context, context.Settings.CreateNodeOptions(), loggers).ChooseAsync(stop).ConfigureAwait(false);
        await using (state.ConfigureAwait(false))
        {
            try
            {
                return await RestoreAsync(state, place, stop).ConfigureAwait(false);
            }
            catch (SavepointException exception)
            {
                throw new TopologyInputException($"The savepoint '{place.Text}' {exception.Message}.", exception);
            }
            catch (Exception exception) when (place.IsFile && exception is IOException or UnauthorizedAccessException)
            {
                throw new TopologyInputException($"The savepoint '{place.Text}' cannot be read: {exception.Message}", exception);
            }
        }
    }

    private async Task<int> RestoreAsync(StateStore state, SavepointPlace place, CancellationToken stop)
    {
        SavepointHeader header = await CheckAsync(state, place, stop).ConfigureAwait(false);
        await state.CheckAtRestAsync(stop).ConfigureAwait(false);
        await CheckHeadAsync(state, header.Manifest.Id, stop).ConfigureAwait(false);
        RunRecord run = header.Info.Run with
        {
            Id = RunStart.NewId(),
            Savepoint = header.Info.Taken,
            Fresh = false,
            AcceptLoss = false,
            Phase = RunPhase.Running,
            Reason = null,
        };
        ulong nonce = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        FencingToken token = await state.Checkpoints.AcquireAsync(header.Manifest.Id.Token.Generation, nonce, stop).ConfigureAwait(false);
        Stream blobs = await Savepoints.OpenAsync(state, place, stop).ConfigureAwait(false);
        await using (blobs.ConfigureAwait(false))
        {
            // What was checked has to be what is put.
            if ((await SavepointFormat.ReadHeaderAsync(blobs, stop).ConfigureAwait(false)).Manifest.Id != header.Manifest.Id
                || !await SavepointRestore.PutAsync(state.Checkpoints, token, header, blobs, () => state.NoteAsync(run, stop), stop).ConfigureAwait(false))
            {
                throw new TopologyInputException($"{context.Topology} was started, or the savepoint replaced, while it was restored; stop the topology and restore it again.");
            }
        }

        state.Marker.Write(new StoreAccess(context, context.Settings.CreateNodeOptions()).Folder);
        return Savepoints.Show(
            context,
            place.Text,
            header,
            $"{context.Topology}: the next '{state.NextRun}' goes on from epoch {header.Manifest.Id.Number}, {RunOpening.Origin(run)}, in {state.Place}");
    }

    private async Task<SavepointHeader> CheckAsync(StateStore state, SavepointPlace place, CancellationToken stop)
    {
        Stream input = await Savepoints.OpenAsync(state, place, stop).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            SavepointHeader header = await SavepointFormat.ReadHeaderAsync(input, stop).ConfigureAwait(false);
            if (header.Info.Topology != context.Topology)
            {
                throw new TopologyInputException($"The savepoint '{place.Text}' is one of topology '{header.Info.Topology}', and this is '{context.Topology}'.");
            }

            // With the numbers of tasks that it was written with: others are looked at when the run says them.
            ILookup<string, TaskEntry> written = header.Manifest.Tasks.ToLookup(static t => t.Component, StringComparer.Ordinal);
            RestorePoint.Of(state.Checkpoints, header.Manifest).Check(
                context.Definition,
                context.Definition.Components.Select(c => (c.Name, written[c.Name].FirstOrDefault()?.Parallelism ?? c.Parallelism)),
                context.Definition.Layouts);
            await SavepointRestore.VerifyAsync(input, header, stop).ConfigureAwait(false);
            return header;
        }
    }

    /// <summary>Whether what the store holds may be replaced.</summary>
    private async Task CheckHeadAsync(StateStore state, EpochId epoch, CancellationToken stop)
    {
        if (await state.Checkpoints.ReadHeadAsync(stop).ConfigureAwait(false) is not { } head)
        {
            return;
        }

        if (!context.Invocation.Fresh)
        {
            string whose = head.Committed.Lineage != epoch.Lineage ? "of another run"
                : head.Committed == epoch ? "the very same one"
                : head.Committed > epoch ? "a later one of the same run" : "an older one of the same run";
            throw new TopologyInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{context.Topology}: {state.Place} holds epoch {head.Committed.Number} already ({whose}), which would be lost; give --fresh to replace it."));
        }

        if (head.Applied is { } applied && applied.Lineage == epoch.Lineage && applied > epoch && !context.Invocation.AcceptLoss)
        {
            throw new TopologyInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{context.Topology}: effects of epoch {applied.Number} were released outside, and going back to epoch {epoch.Number} would repeat them; accept that with --accept-loss."));
        }
    }
}
