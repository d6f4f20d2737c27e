namespace TopoGen.Benchmarks;

/// <summary>Passes on what comes.</summary>
public abstract class StormIdentity
{
    public void Execute(in StormItem item) => Emit(in item);

    [Output]
    protected abstract void Emit(in StormItem item);
}
