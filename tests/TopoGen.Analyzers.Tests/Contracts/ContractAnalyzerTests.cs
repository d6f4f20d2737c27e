using System.Globalization;
using Microsoft.CodeAnalysis;
using TopoGen.Analyzers.Contracts;

namespace TopoGen.Analyzers.Tests.Contracts;

/// <summary>A contract file is written from one version of a program and compared with another.</summary>
public sealed class ContractAnalyzerTests
{
    private const string Program = """
        using TopoGen;

        namespace Shop;

        [State] public sealed partial class Basket
        {
            public int Count { get; set; }
            public decimal Sum { get; set; }
        }

        [Topology("orders", Delivery = Delivery.ExactlyOnce)]
        public sealed partial class Orders
        {
            [StreamTuple] public readonly partial record struct Order(string Customer, string Country, decimal Price);
            [StreamTuple] public readonly partial record struct Total(string Customer, decimal Sum);

            [Spout]
            public sealed partial class Source
            {
                [Position] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Order("a", "b", _next++));
                    return SpoutStatus.More;
                }

                [Output] private partial void Emit(in Order order);
            }

            [Bolt]
            public sealed partial class Baskets
            {
                [State] private int _calls;

                [FieldsGrouping<Source>(nameof(Order.Customer))]
                public void Execute(in Order order, [State] ref Basket? basket)
                {
                    _calls++;
                    basket ??= new Basket();
                    basket.Sum += order.Price;
                    Emit(new Total(order.Customer, basket.Sum));
                }

                [Output] private partial void Emit(in Total total);
            }

            [Bolt]
            public sealed partial class Print
            {
                [GlobalGrouping<Baskets>]
                public void Execute(in Total total) => _ = total;
            }
        }
        """;

    [Fact]
    public async Task An_unchanged_program_is_silent()
        => Assert.Empty(await Compare(Program, Program));

    [Fact]
    public async Task No_file_means_no_rule()
        => Assert.Empty((await Run(Program.Replace("int _calls", "long _calls", StringComparison.Ordinal), contract: null)).Select(Describe));

    [Theory]
    [InlineData("private int _calls", "private long _calls", "_calls", "state 'calls' of 'Baskets' was 'int' and is 'long': its type changed from 'int' to 'long'; give the new state a name of its own")]
    [InlineData("public int Count", "public string? Count", "basket", "state 'basket' of 'Baskets' was 'Shop.Basket by string; Shop.Basket { Count: int, Sum: decimal }' and is 'Shop.Basket by string; Shop.Basket { Count: string, Sum: decimal }': 'Shop.Basket.Count' changed from 'int' to 'string'")]
    [InlineData("_calls", "_total", "_total", "state 'calls' of 'Baskets', 'int', is gone, and 'total' begins without it; keep what is stored by [State(\"calls\")], or, if that is meant")]
    [InlineData("[State] private int _calls", "private int _calls", "Baskets", "state 'calls' of 'Baskets', 'int', is gone; if that is meant, update")]
    [InlineData("Baskets", "Carts", "Carts", "'Baskets' with the stored state 'basket', 'calls' is gone, and 'Carts' begins without it; call the class 'Baskets' again")]
    [InlineData("nameof(Order.Customer)", "nameof(Order.Country)", "FieldsGrouping<Source>(nameof(Order.Country))", "'Baskets' took 'Source.default' by 'fields Customer' and takes it by 'fields Country', so that keys")]
    [InlineData("string Customer, string Country", "string Country, string Customer", "Order", "'Shop.Orders.Order' travelled as 'Customer: string, Country: string, Price: decimal' and travels as 'Country: string, Customer: string, Price: decimal'; leave its fields")]
    [InlineData("Delivery = Delivery.ExactlyOnce", "Delivery = Delivery.AtMostOnce", "Orders", "'orders' had Delivery.ExactlyOnce and has Delivery.AtMostOnce, which keeps no state")]
    [InlineData("Delivery = Delivery.ExactlyOnce", "Delivery = Delivery.ExactlyOnce, KeyGroups = 64", "Orders", "'orders' had 256 key groups and has 64, by which")]
    public async Task What_breaks_is_an_error_where_it_was_declared(string old, string replaced, string at, string message)
    {
        Diagnostic diagnostic = Assert.Single(await Run(Program.Replace(old, replaced, StringComparison.Ordinal), await ContractOf(Program)));

        Assert.Equal("TG0407", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(at, Text(diagnostic));
        Assert.StartsWith(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.EndsWith("'dotnet run --property:TopoGenContract=off -- describe --contract TopoGen.Topology.txt'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_another_tuple_is_an_error()
    {
        Diagnostic diagnostic = Assert.Single(await Run(
            Program.Replace("record struct Total(", "record struct Sum(", StringComparison.Ordinal)
                .Replace("new Total(", "new Sum(", StringComparison.Ordinal)
                .Replace("in Total", "in Sum", StringComparison.Ordinal),
            await ContractOf(Program)));

        Assert.Equal(("TG0407", "Emit"), (diagnostic.Id, Text(diagnostic)));
        Assert.StartsWith(
            "stream 'default' of 'Baskets' carried 'Shop.Orders.Total' and carries 'Shop.Orders.Sum'; give the new stream a name of its own",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public int Count", "public int Count { get; set; }\n    public int Returned", "basket", "state 'basket' of 'Baskets' was 'Shop.Basket by string;")]
    [InlineData("decimal Sum);", "decimal Sum, int Count = 0);", "Total", "'Shop.Orders.Total' travelled as 'Customer: string, Sum: decimal' and travels as 'Customer: string, Sum: decimal, Count: int'")]
    [InlineData("private int _calls;", "private int _calls;\n        [State] private int _more = 1;\n        public void Open() => _ = _more;", "_more", "state 'more' of 'Baskets' is new")]
    [InlineData("[GlobalGrouping<Baskets>]", "[ShuffleGrouping<Baskets>]", "ShuffleGrouping<Baskets>", "'Print' took 'Baskets.default' by 'global' and takes it by 'shuffle'")]
    [InlineData("public sealed partial class Print", "public sealed partial class Show", "Show", "'Print' is gone")]
    public async Task What_breaks_nothing_is_told_and_no_more(string old, string replaced, string at, string message)
    {
        Diagnostic diagnostic = Assert.Single(await Run(Program.Replace(old, replaced, StringComparison.Ordinal), await ContractOf(Program)));

        Assert.Equal("TG0408", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Equal(at, Text(diagnostic));
        Assert.StartsWith(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallelism_and_bodies_are_not_part_of_it()
        => Assert.Empty(await Compare(
            Program, Program.Replace("[Bolt]", "[Bolt(Parallelism = 4)]", StringComparison.Ordinal).Replace("_calls++;", "_calls += 1;", StringComparison.Ordinal)));

    [Fact]
    public async Task Leaving_state_out_of_checkpoints_breaks_and_other_spares_do_not()
    {
        string program = Program.Replace("Delivery.ExactlyOnce", "Delivery.AtLeastOnce", StringComparison.Ordinal);

        Assert.Empty(await Compare(program, With("HotStandby")));
        Assert.Equal(
            [
                "TG0407 state 'basket' of 'Baskets', 'Shop.Basket by string; Shop.Basket { Count: int, Sum: decimal }', is gone",
                "TG0407 state 'calls' of 'Baskets', 'int', is gone",
            ],
            (await Compare(program, With("None"))).Select(static d => d[..d.IndexOf(';', d.IndexOf("is gone", StringComparison.Ordinal))]));
        Assert.All(await Compare(With("None"), program), static d => Assert.StartsWith("TG0408", d, StringComparison.Ordinal));

        string With(string recovery) => program.Replace("[Bolt]\n    public sealed partial class Baskets", $"[Bolt(Recovery = Recovery.{recovery})]\n    public sealed partial class Baskets", StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_that_nobody_keeps_may_change()
    {
        string program = Program.Replace("Delivery.ExactlyOnce", "Delivery.AtMostOnce", StringComparison.Ordinal);

        Assert.Equal(["TG0408"], (await Compare(program, program.Replace("private int _calls", "private long _calls", StringComparison.Ordinal))).Select(static d => d[..6]));
    }

    [Fact]
    public async Task A_topology_that_is_gone_is_told_in_the_file()
    {
        Diagnostic diagnostic = (await Run(Program.Replace("\"orders\"", "\"sales\"", StringComparison.Ordinal), await ContractOf(Program))).Single(static d => d.Id == "TG0407");

        Assert.Equal("/project/TopoGen.Topology.txt", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(3, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.StartsWith("topology 'orders' is gone, and with it what is stored under its name; call it 'orders' again", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topology orders\n    delivery ExactlyOnce\n<<<<<<< HEAD\n", 3, "a merge left both versions here; keep one of them")]
    [InlineData("topology orders\n    bolt A\n    bolt A\n", 3, "component 'A' is there twice")]
    [InlineData("topology a\ntopology a", 2, "topology 'a' is there twice")]
    [InlineData("# fine\n\nbolt A", 3, "'bolt A' stands before the first 'topology'")]
    [InlineData("topology a\n  state x: int", 2, "'state x: int' stands before the first component")]
    [InlineData("topology a\n  bolt A\n  state x", 3, "'state x' is not understood; expected 'input Source.stream: grouping', 'output stream: tuple' or 'state name: type'")]
    [InlineData("topology a\n  tuple X", 2, "'tuple X' is not understood; expected 'tuple Name(Field: type, ...)', each once")]
    [InlineData("hello", 1, "'hello' is not understood")]
    public async Task A_file_that_is_no_contract_is_told_with_its_line(string file, int line, string reason)
    {
        Diagnostic diagnostic = Assert.Single(await Run(Program, file));

        Assert.Equal("TG0411", diagnostic.Id);
        Assert.Equal(line - 1, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.StartsWith($"Line {line}: {reason}; correct it", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_with_a_mistake_is_not_compared()
        => Assert.DoesNotContain(
            await Run(Program.Replace("nameof(Order.Customer)", "\"Custmer\"", StringComparison.Ordinal), await ContractOf(Program)), static d => d.Id is "TG0407" or "TG0408");

    [Fact]
    public async Task Every_prefix_of_a_file_is_read_or_refused()
    {
        string contract = await ContractOf(Program);
        for (int length = 0; length < contract.Length; length++)
        {
            ContractParser.Parse(contract[..length], out _);
        }
    }

    private static async Task<string> ContractOf(string program)
    {
        AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(program), []);
        return DeclaredContracts.FileOf(run.Output, CancellationToken.None)!;
    }

    private static async Task<IEnumerable<string>> Compare(string before, string now) => (await Run(now, await ContractOf(before))).Select(Describe);

    private static async Task<Diagnostic[]> Run(string program, string? contract)
        => [.. (await AnalyzerRun.Of(TestCompilation.Create(program), [new ContractAnalyzer()], contract)).Analyzers];

    private static string Describe(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static string Text(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
