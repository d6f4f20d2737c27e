using System.Collections;

namespace TopoGen.Benchmarks;

/// <summary>What was measured with so many workers.</summary>
internal sealed class ScaleRow(int workers) : IEnumerable<KeyValuePair<string, double>>
{
    private readonly List<KeyValuePair<string, double>> _figures = [];

    public int Workers => workers;

    public void Add(string name, double figure) => _figures.Add(KeyValuePair.Create(name, figure));

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _figures.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
