using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// Savepoints that a checkpoint store keeps under names, in parts and apart from its epochs: neither a fresh start nor the end of a run nor the
/// collector touches them. Each call is one atomic step and may be sent twice. Nothing is fenced: names are the operator's. Thread-safe.
/// </summary>
/// <remarks>Every call throws <see cref="CheckpointStoreException"/> where the store cannot be reached or does not answer in time.</remarks>
public interface ISavepointStore
{
    /// <summary>Writes a part of a copy, which is listed from then on. It is durable when this has completed.</summary>
    /// <param name="copy">Which.</param>
    /// <param name="part">From 0.</param>
    /// <param name="content">Must not change until the call has completed.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task WriteAsync(SavepointCopy copy, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Gives a copy its name, which the copy that had it loses; that one stays until it is removed.</summary>
    /// <param name="copy">Which.</param>
    /// <param name="parts">How many parts it has.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>False where not all of its parts are there: somebody has removed it meanwhile.</returns>
    Task<bool> KeepAsync(SavepointCopy copy, int parts, CancellationToken cancellation);

    /// <summary>The bytes of a part as they are, not verified; null where there are none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(SavepointCopy copy, int part, CancellationToken cancellation);

    /// <summary>All copies that it knows, by name; of one name, the one that has it first.</summary>
    Task<ImmutableArray<SavepointRecord>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes a copy, and its name where it has it. One that is gone already does not matter.</summary>
    Task RemoveAsync(SavepointCopy copy, CancellationToken cancellation);
}
