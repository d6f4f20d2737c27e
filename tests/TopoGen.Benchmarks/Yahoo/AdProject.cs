namespace TopoGen.Benchmarks;

public abstract class AdProject
{
    public void Execute(in AdEvent view) => Emit(new AdView(view.Ad, view.Time));

    [Output]
    protected abstract void Emit(in AdView view);
}
