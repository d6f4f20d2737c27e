namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Emits so many copies of what it is given.</summary>
internal abstract class Branch(int copies)
{
    public void Execute(in Token token)
    {
        for (int i = 0; i < copies; i++)
        {
            Emit(in token);
        }
    }

    [Output]
    protected abstract void Emit(in Token token);
}
