using System.Globalization;
using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>Writes down what was counted.</summary>
public abstract class VisitRecord
{
    /// <summary>The folder of the files, below the one that is given.</summary>
    internal const string Folder = "output";

    internal static FileSinkOptions Options => new(Directory.CreateDirectory(Path.Combine(VisitSettings.Own.Folder, Folder)).FullName);

    public void Execute(in Counted counted)
        => Write(new FileLine(string.Create(CultureInfo.InvariantCulture, $"{counted.Number} {counted.Emitted} {counted.Count}")));

    [Output]
    protected abstract void Write(in FileLine line);
}
