namespace TopoGen.Chaos;

/// <summary>Something that goes wrong.</summary>
internal abstract class Fault
{
    /// <summary>Makes it happen. It counts from the <see cref="Field.Mark"/> that was made before, or from one that is made here.</summary>
    /// <returns>What was done, in a few words.</returns>
    public abstract Task<string> CauseAsync(Field field, CancellationToken cancellation);

    /// <summary>Called when output has come again: ends what lasts.</summary>
    /// <returns>Whether something was ended, after which output has to come again once more.</returns>
    public virtual Task<bool> EndAsync(Field field, CancellationToken cancellation) => Task.FromResult(false);
}
