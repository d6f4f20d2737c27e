using System.Collections.Immutable;
using System.Security.Cryptography;

namespace TopoGen.Runtime;

/// <summary>Takes a store over for a process that runs its topology alone, and finds the epoch to begin from.</summary>
/// <param name="Token">The register.</param>
/// <param name="Lineage">Of the epochs to come.</param>
/// <param name="From">Where the tasks begin; null where they begin anew.</param>
/// <param name="Damage">Why it is not the last committed epoch, or null where it is.</param>
internal sealed record CheckpointOpening(FencingToken Token, ulong Lineage, RestorePoint? From, string? Damage)
{
    /// <exception cref="TopologyInputException">The last epoch cannot be read, and no other one may take its place.</exception>
    /// <exception cref="CheckpointStoreException">The store cannot be used.</exception>
    public static async Task<CheckpointOpening> OpenAsync(CheckpointOptions options, CancellationToken cancellation)
    {
        ICheckpointStore store = options.Store;
        Func<ulong> nonce = options.Nonce ?? Random;
        FencingToken token = await store.AcquireAsync(0, nonce(), cancellation).ConfigureAwait(false);
        if (options.Fresh)
        {
            await store.ClearAsync(token, cancellation).ConfigureAwait(false);
        }

        string? damage = null;
        while (await store.ReadHeadAsync(cancellation).ConfigureAwait(false) is { } head)
        {
            string problem;
            try
            {
                RestorePoint from = await RestorePoint.OpenAsync(store, head.Committed, cancellation).ConfigureAwait(false);
                await from.FetchAsync(cancellation).ConfigureAwait(false);
                return new CheckpointOpening(token, head.Committed.Lineage, from, damage);
            }
            catch (DamagedCheckpointException exception)
            {
                problem = exception.Message;
            }

            damage ??= problem;
            ImmutableArray<EpochRecord> known = await store.ListAsync(cancellation).ConfigureAwait(false);
            if (await GoBackAsync(store, token, head.Committed, known, problem, options.AcceptLoss, cancellation).ConfigureAwait(false) is { } refusal)
            {
                throw new TopologyInputException(refusal);
            }
        }

        return new CheckpointOpening(token, nonce(), null, null);
    }

    /// <summary>Moves the head of a store from an epoch that cannot be read to the one before it that is kept.</summary>
    /// <returns>Null where it is there now; else why not, and what to do, for the operator.</returns>
    public static async Task<string?> GoBackAsync(
        ICheckpointStore store,
        FencingToken token,
        EpochId from,
        ImmutableArray<EpochRecord> known,
        string problem,
        bool acceptLoss,
        CancellationToken cancellation)
    {
        EpochId? older = known
            .Where(e => e.IsCommitted && e.Id.Lineage == from.Lineage && e.Id < from)
            .Select(e => (EpochId?)e.Id)
            .Max();
        if (older is not { } to)
        {
            return $"Epoch {from.Number} cannot be read ({problem}), and no older one is kept; begin anew with --fresh.";
        }

        return await store.RewindAsync(token, from, to, acceptLoss, cancellation).ConfigureAwait(false)
            ? null
            : $"Epoch {from.Number} cannot be read ({problem}), and going back to epoch {to.Number} would undo effects that were released outside; "
                + "restore the store from a backup, or accept that they are repeated with --accept-loss.";
    }

    private static ulong Random() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
