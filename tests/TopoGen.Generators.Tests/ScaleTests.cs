using System.Text;

namespace TopoGen.Generators.Tests;

/// <summary>Large topologies.</summary>
public sealed class ScaleTests
{
    [Fact]
    public void A_topology_of_200_components_is_generated()
    {
        var source = new StringBuilder("""
            using TopoGen;

            [Topology("large")]
            public sealed partial class Large
            {
                [StreamTuple] public readonly partial record struct Number(int Value, string Name);

                [Spout]
                public sealed partial class C0
                {
                    public SpoutStatus Next() => SpoutStatus.End;

                    [Output] private partial void Emit(in Number number);
                }

            """);
        for (int i = 1; i < 200; i++)
        {
            source.Append($$"""

                    [Bolt]
                    public sealed partial class C{{i}}
                    {
                        [FieldsGrouping<C{{i - 1}}>(nameof(Number.Name))]
                        public void Execute(in Number number, [State] ref long sum) => Emit(number with { Value = (int)sum++ });

                        [Output] private partial void Emit(in Number number);
                    }

                """);
        }

        GeneratorRun run = GeneratorRun.Of(source.Append('}').ToString()).IsClean();

        Assert.Equal(203, run.HintNames.Count());
    }
}
