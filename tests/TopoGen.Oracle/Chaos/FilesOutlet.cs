using TopoGen.Runtime;

namespace TopoGen.Oracle.Chaos;

/// <summary>Writes each outcome as a line into files.</summary>
public abstract class FilesOutlet
{
    public void Execute(in Outcome outcome) => Write(new FileLine(outcome.ToLine()));

    [Output] protected abstract void Write(in FileLine line);
}
