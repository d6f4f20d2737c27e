using Microsoft.Extensions.Logging;
using TopoGen.Hosting.Checkpoints;
using TopoGen.Hosting.Cluster;
using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The command <c>savepoint</c>: copies the last committed epoch, lists copies in the store, removes one.</summary>
internal sealed class SavepointCommand(CommandContext context)
{
    /// <summary>A copy begins anew where blobs of its epoch went meanwhile: an epoch is needed for a minute after it was replaced.</summary>
    private const int MostAttempts = 5;

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        Savepoints.CheckKept(context, "save");
        SavepointPlace? place = context.Invocation.Place is { } text ? SavepointPlace.Parse(text) : null;
        if (new[] { place is not null, context.Invocation.List, context.Invocation.Remove is not null }.Count(static given => given) != 1)
        {
            throw new TopologyInputException("savepoint takes one of FILE, NAME, --list and --remove NAME.");
        }

        using ILoggerFactory loggers = context.CreateLoggers();
        StateStore state = await new StateAccess(context, context.Settings.CreateNodeOptions(), loggers).FindAsync(stop).ConfigureAwait(false);
        await using (state.ConfigureAwait(false))
        {
            return place is not null ? await TakeAsync(state, place, stop).ConfigureAwait(false)
                : context.Invocation.Remove is { } name ? await RemoveAsync(state, name, stop).ConfigureAwait(false)
                : await new SavepointList(context).ShowAsync(state, stop).ConfigureAwait(false);
        }
    }

    private async Task<int> TakeAsync(StateStore state, SavepointPlace place, CancellationToken stop)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            try
            {
                if (await TryTakeAsync(state, place, stop).ConfigureAwait(false) is { } taken)
                {
                    return Savepoints.Show(
                        context, place.Text, taken, $"{context.Topology}: savepoint '{place.Text}' is epoch {taken.Manifest.Id.Number} of the run {RunOpening.Describe(taken.Info.Run)}");
                }
            }
            catch (DamagedCheckpointException exception)
            {
                throw new TopologyInputException(
                    $"{context.Topology}: the last epoch cannot be read ({exception.Message}), so no savepoint was taken; start the topology, which goes back to the epoch before, and take one then.",
                    exception);
            }
            catch (Exception exception) when (place.IsFile && exception is IOException or UnauthorizedAccessException)
            {
                throw new TopologyInputException($"The savepoint '{place.Text}' cannot be written: {exception.Message}", exception);
            }
        }

        throw new TopologyInputException(
            $"{context.Topology}: {MostAttempts} times in a row, epochs were replaced and removed before they were copied, so no savepoint was taken; pause the spouts (deactivate), and try again.");
    }

    /// <returns>Null where the epoch went before it was copied, or another run began.</returns>
    private async Task<SavepointHeader?> TryTakeAsync(StateStore state, SavepointPlace place, CancellationToken stop)
    {
        RunRecord? run = await state.ReadRunAsync(stop).ConfigureAwait(false);
        Manifest manifest = await SavepointWriter.ReadLastAsync(state.Checkpoints, stop).ConfigureAwait(false)
            ?? throw new TopologyInputException($"{context.Topology}: no epoch is committed in {state.Place}, so there is nothing to save.");
        if (run is null)
        {
            throw new TopologyInputException(
                $"{context.Topology}: {state.Place} does not say with which input epoch {manifest.Id.Number} came about; run it with that input, stop it, and take the savepoint then.");
        }

        var header = new SavepointHeader(
            new SavepointInfo { Topology = context.Topology, Epoch = manifest.Id.ToString(), Taken = context.Time.GetUtcNow(), Run = run }, manifest);
        SavepointTarget target = place.IsFile ? new SavepointFile(Path.GetFullPath(place.Text)) : new StoredSavepoint(state.Checkpoints.Savepoints, place.Text);
        await using (target.ConfigureAwait(false))
        {
            if (!await SavepointWriter.TryWriteAsync(state.Checkpoints, header, target.Stream, stop).ConfigureAwait(false)
                || (await state.ReadRunAsync(stop).ConfigureAwait(false))?.Id != run.Id)
            {
                return null;
            }

            await target.CompleteAsync(stop).ConfigureAwait(false);
            return header;
        }
    }

    private async Task<int> RemoveAsync(StateStore state, string name, CancellationToken stop)
    {
        ISavepointStore savepoints = state.Checkpoints.Savepoints;
        SavepointRecord[] known = [.. (await savepoints.ListAsync(stop).ConfigureAwait(false)).Where(record => record.Copy.Name == name)];
        if (known.Length == 0)
        {
            throw await Savepoints.MissingAsync(state, name, stop).ConfigureAwait(false);
        }

        foreach (SavepointRecord record in known)
        {
            await savepoints.RemoveAsync(record.Copy, stop).ConfigureAwait(false);
        }

        context.Console.Say($"{context.Topology}: savepoint '{name}' is removed");
        return ExitCode.Done;
    }
}
