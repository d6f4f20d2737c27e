namespace TopoGen.Benchmarks;

public abstract class AdFilter
{
    public void Execute(in AdEvent read)
    {
        if (read.Kind == AdEventKind.View)
        {
            Emit(in read);
        }
    }

    [Output]
    protected abstract void Emit(in AdEvent view);
}
