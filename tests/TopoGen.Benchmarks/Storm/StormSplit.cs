using TopoGen.Hosting.Text;

namespace TopoGen.Benchmarks;

/// <summary>The words of lines.</summary>
public abstract class StormSplit
{
    private readonly WordReader _reader = new();

    public void Execute(in StormLine line)
    {
        foreach (string word in _reader.Read(line.Text))
        {
            Emit(new StormWord(word));
        }
    }

    [Output]
    protected abstract void Emit(in StormWord word);
}
