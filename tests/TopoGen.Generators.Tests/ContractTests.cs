using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using TopoGen.Runtime;

namespace TopoGen.Generators.Tests;

/// <summary>The contract that is written at compile time says what the definition says that runs.</summary>
public sealed partial class ContractTests
{
    private const string Nested = """
        using TopoGen;

        namespace Shop;

        public enum Color : byte { Red, Green }

        [State] public sealed partial class Basket
        {
            [State("items")] public List<Item> Entries { get; set; } = [];
            public Item? Last { get; set; }
            public Color Color { get; set; }
        }

        [StreamTuple] public readonly partial record struct Item(string Name, decimal Price);
        [StreamTuple] public sealed partial record Order(string Customer, int Shop, Item[] Items, Order? Former);

        [Topology("shop", Delivery = Delivery.ExactlyOnce, KeyGroups = 64)]
        public sealed partial class Orders
        {
            [Spout]
            public sealed partial class Source
            {
                [State] private Dictionary<string, Basket?> _open = [];
                [Position] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Order("a", 1, [], null));
                    return _next++ < _open.Count ? SpoutStatus.More : SpoutStatus.End;
                }

                [Output] private partial void Emit(in Order order);

                [Output("the rest")] private partial void EmitRest(in Item item);
            }

            [Bolt]
            public sealed partial class Baskets
            {
                [FieldsGrouping<Source>(nameof(Order.Customer), nameof(Order.Shop))]
                public void Execute(in Order order, [State] ref Basket? basket, [State("number of")] ref int count) => basket = count++ > 0 ? new Basket() : null;

                [PartialKeyGrouping<Source>(nameof(Item.Name), Stream = "the rest")]
                public void Execute(in Item item)
                {
                }
            }
        }
        """;

    public static TheoryData<string, string[]> Programs => new()
    {
        { "Samples.WordCount", [Sample.WordCount] },
        { "Rich", Rich.Program },
        { "Reliable", [Reliable.Program] },
        { "Views", [Views.Program] },
        { "Shop.Orders", [Nested] },
        { "Samples.WordCount", [Tally("None")] },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_contract_and_the_definition_say_the_same(string topology, string[] program)
    {
        TopologyDefinition definition = Load(GeneratorRun.Of(program).IsClean(), topology);
        string[] contract = definition.Contract!.Split('\n');

        Assert.Equal(
            [$"topology {definition.Name}", $"    delivery {definition.Delivery}", $"    key groups {definition.KeyGroups}"], contract[..3]);
        Assert.Equal(definition.Components.SelectMany(Facts), contract[4..].Where(static line => line.Length > 0 && !line.StartsWith("    tuple ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tuples_are_listed_with_those_in_them()
        => Assert.Equal(
            [
                "    tuple Shop.Item(Name: string, Price: decimal)",
                "    tuple Shop.Order(Customer: string, Shop: int, Items: tuple Shop.Item[], Former: tuple Shop.Order)",
            ],
            Load(GeneratorRun.Of(Nested), "Shop.Orders").Contract!.Split('\n').Where(static line => line.StartsWith("    tuple ", StringComparison.Ordinal)));

    [Fact]
    public void The_hash_changes_with_any_fact_and_with_nothing_else()
    {
        string first = Hash(Sample.WordCount);

        Assert.Equal(first, Hash(Sample.WordCount.Replace("Parallelism = 2", "Parallelism = 3", StringComparison.Ordinal)));
        Assert.Equal(first, Hash(Sample.WordCount.Replace("in Count count) =>", "in Count other) =>", StringComparison.Ordinal).Replace("(count", "(other", StringComparison.Ordinal)));
        Assert.Equal(first, Hash(Tally("Standby")));
        Assert.NotEqual(first, Hash(Tally("None")));
        Assert.NotEqual(first, Hash(Sample.WordCount.Replace("long Total", "ulong Total", StringComparison.Ordinal).Replace("ref long total", "ref ulong total", StringComparison.Ordinal).Replace("<string, long>", "<string, ulong>", StringComparison.Ordinal)));
        Assert.NotEqual(first, Hash(Sample.WordCount.Replace("[GlobalGrouping<Tally>]", "[ShuffleGrouping<Tally>]", StringComparison.Ordinal)));

        static string Hash(string program)
            => Load(GeneratorRun.Of(program).IsClean(), "Samples.WordCount").Contract!.Split('\n').Single(static line => line.StartsWith("    schema ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[GlobalGrouping<Tally>]", "[GlobalGrouping<Tally>(Stream = \"no\")]")]
    [InlineData("record struct Line(string Text)", "record struct Line(object Text)")]
    [InlineData("[State] private int _position;", "[State] private int _position; [State] private object? _other;")]
    public void What_cannot_be_generated_has_no_contract(string old, string replaced)
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WordCount.Replace("\"word-count\"", "\"word-count\", Delivery = Delivery.ExactlyOnce", StringComparison.Ordinal)
            .Replace(old, replaced, StringComparison.Ordinal));

        Assert.DoesNotContain("__Contract", run.Text(), StringComparison.Ordinal);
    }

    private static string Tally(string recovery)
        => Sample.WordCount.Replace("[Bolt(Parallelism = 2)]\n    public sealed partial class Tally", $"[Bolt(Recovery = Recovery.{recovery})]\n    public sealed partial class Tally", StringComparison.Ordinal);

    private static IEnumerable<string> Facts(ComponentDefinition component)
    {
        yield return $"    {(component.Sink is not null ? "sink" : component.Kind.ToString().ToLowerInvariant())} {component.Name}";
        IEnumerable<string> inputs = component.Inputs.Select(static input => $"        input {input.Source}.{Quoted(input.Stream)}: {Label(input)}");
        IEnumerable<string> outputs = component.Outputs.Select(static output
            => $"        output {Quoted(output.Name)}: {output.TupleType.FullName!.Replace('+', '.')}{(output.Direct ? ", direct" : "")}{(output.HasMessages ? ", messages" : "")}");
        foreach (string line in inputs.Distinct().Order(StringComparer.Ordinal).Concat(outputs.Order(StringComparer.Ordinal)))
        {
            yield return line;
        }

        foreach (StateDefinition state in component.Recovery == Recovery.None ? [] : component.States.Where(static s => s.Layout is not null))
        {
            yield return $"        state {Quoted(state.Name)}: {state.Layout}";
        }
    }

    private static string Label(SubscriptionDefinition input)
    {
        string kind = Capital().Replace(input.Grouping.ToString(), " $1").Trim().ToLowerInvariant();
        string rest = string.Join(", ", input.Fields) + input.CustomGrouping?.Name;
        return rest.Length == 0 ? kind : $"{kind} {rest}";
    }

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    private static TopologyDefinition Load(GeneratorRun run, string topology)
    {
        using var image = new MemoryStream();
        EmitResult result = run.Output
            .WithOptions(run.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
        Type type = assembly.GetType(topology)!;
        return (TopologyDefinition)type.GetInterfaceMap(typeof(ITopology<>).MakeGenericType(type)).TargetMethods.Single().Invoke(null, null)!;
    }

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
