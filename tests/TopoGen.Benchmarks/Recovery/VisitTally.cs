namespace TopoGen.Benchmarks;

/// <summary>Counts the visits of each key.</summary>
public abstract class VisitTally
{
    private readonly VisitSettings _settings = VisitSettings.Own;

    /// <summary>Files whose names begin so end with the id of a process that runs a tally.</summary>
    internal const string Mark = "tally-";

    public void Open() => File.WriteAllText(Path.Combine(_settings.Folder, $"{Mark}{Environment.ProcessId}"), "");

    public void Execute(in Visit visit, [State] ref VisitState state)
    {
        state.Visit(visit.Number);
        if (visit.Number % _settings.Every == 0)
        {
            Emit(new Counted(visit.Number, visit.Emitted, state.Count));
        }
    }

    [Output]
    protected abstract void Emit(in Counted counted);
}
