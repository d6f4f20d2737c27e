using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>The source of a topology of many components, a file each, as one would write it.</summary>
internal static class LargeTopology
{
    private const int Tuples = 20;

    /// <param name="components">How many, one of them a spout.</param>
    /// <returns>The text of each file.</returns>
    public static IEnumerable<string> Files(int components)
    {
        yield return File(Topology());
        yield return File(Part(Spout()));
        for (int i = 1; i < components; i++)
        {
            yield return File(Part(Bolt(i)));
        }
    }

    private static string File(string text) => $"""
        using TopoGen;

        namespace Large;

        {text}
        """;

    private static string Part(string component) => $$"""
        public sealed partial class Factory
        {
        {{component}}
        }
        """;

    private static string Topology()
    {
        var tuples = new StringBuilder();
        for (int i = 0; i < Tuples; i++)
        {
            tuples.AppendLine($"    [StreamTuple] public readonly partial record struct Part{i}(string Key, long Number, double Weight);");
        }

        return $$"""
            [Topology("factory")]
            public sealed partial class Factory
            {
            {{tuples}}}
            """;
    }

    private static string Spout() => """
            [Spout]
            public sealed partial class Station0
            {
                private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Part0("key", _next++, 1));
                    return SpoutStatus.More;
                }

                [Output] private partial void Emit(in Part0 part);
            }
        """;

    /// <summary>Every bolt listens to the one before it; its key is counted.</summary>
    private static string Bolt(int index)
    {
        string input = $"Part{(index - 1) % Tuples}";
        string output = $"Part{index % Tuples}";
        return $$"""
                [Bolt(Parallelism = 2)]
                public sealed partial class Station{{index}}
                {
                    [FieldsGrouping<Station{{index - 1}}>(nameof({{input}}.Key))]
                    public void Execute(in {{input}} part, [State] ref long count)
                        => Emit(new {{output}}(part.Key, ++count, part.Weight));

                    [Output] private partial void Emit(in {{output}} part);
                }
            """;
    }
}
