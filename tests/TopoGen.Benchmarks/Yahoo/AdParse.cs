namespace TopoGen.Benchmarks;

public abstract class AdParse
{
    public void Execute(in AdJson json) => Emit(AdReader.Read(json.Text));

    [Output]
    protected abstract void Emit(in AdEvent read);
}
