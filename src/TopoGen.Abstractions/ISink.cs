namespace TopoGen;

/// <summary>
/// Applies the commands of a sink's tasks outside of the topology. The stamp of a task is kept next to what the commands change, and moves with them in
/// one step: so it says after every failure what is applied and what is not. Called off the threads that run tasks, one call at a time for one
/// instance; but another process, which was replaced and does not know it yet, may make calls for the same task.
/// </summary>
/// <typeparam name="TCommand">A <see cref="StreamTupleAttribute"/> type.</typeparam>
/// <remarks>
/// What a call throws is reported, and the call is repeated until it succeeds; but <see cref="TopologyInputException"/> says that it never will, and ends the run.
/// Whether the call before was carried out does not matter. Dispose of connections in <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.
/// </remarks>
public interface ISink<TCommand>
{
    /// <summary>The stamp that the last chunk of a task has left; null where there is none. Called first, so that what is missing shows at the start.</summary>
    ValueTask<SinkStamp?> ReadStampAsync(SinkTask task, CancellationToken cancellation);

    /// <summary>
    /// Applies a chunk and moves the task's stamp from <paramref name="expected"/> to <paramref name="stamp"/>, all in one atomic step. Where the stamp
    /// is <paramref name="stamp"/> already, nothing is done. <see cref="SinkStamp.IsNext"/> decides.
    /// </summary>
    /// <param name="task">Whose commands they are.</param>
    /// <param name="expected">The stamp before; null where the task has none.</param>
    /// <param name="stamp">The stamp of this chunk.</param>
    /// <param name="commands">The commands, in the order in which the task wrote them; valid during the call.</param>
    /// <param name="cancellation">Gives up waiting; the call may be carried out all the same.</param>
    /// <exception cref="SinkReplacedException">The stamp is another one. Nothing was done.</exception>
    ValueTask ApplyAsync(
        SinkTask task, SinkStamp? expected, SinkStamp stamp, IReadOnlyList<TCommand> commands, CancellationToken cancellation);

    /// <summary>
    /// Called at the start where the run goes on from an epoch that is older than the stamp, or where the stamp of an epoch is missing; operators have
    /// accepted that. Moves the stamp, as <see cref="ApplyAsync"/> does. What was applied after that epoch is to be taken back where that is possible:
    /// it will be applied again. By default it stays.
    /// </summary>
    /// <param name="task">Whose stamp it is.</param>
    /// <param name="expected">The stamp before; null where the task has none.</param>
    /// <param name="stamp">The stamp of that epoch's last chunk.</param>
    /// <param name="cancellation">Gives up waiting; the call may be carried out all the same.</param>
    /// <exception cref="SinkReplacedException">The stamp is another one. Nothing was done.</exception>
    ValueTask RewindAsync(SinkTask task, SinkStamp? expected, SinkStamp stamp, CancellationToken cancellation)
        => ApplyAsync(task, expected, stamp, [], cancellation);
}
