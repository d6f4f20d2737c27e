namespace TopoGen.Analyzers.Tests.Rules;

/// <summary>Programs that say something else than their contract file, for each rule once.</summary>
internal static class ContractHits
{
    /// <summary>What the program was when the file was written.</summary>
    public const string Contract = """
        topology orders
            delivery ExactlyOnce
            key groups 256
            spout Shop
                output default: Orders.Order
                state next: long
            bolt Totals
                input Shop.default: fields Customer
                state total: long by string
            tuple Orders.Order(Customer: string, Cents: long)
        """;

    public const string Program = """
        using TopoGen;

        [Topology("orders", Delivery = Delivery.ExactlyOnce)]
        public sealed partial class Orders
        {
            [StreamTuple] public readonly partial record struct Order(string Customer, long Cents);

            [Spout]
            public sealed partial class Shop
            {
                [Position] private long _next;

                public SpoutStatus Next()
                {
                    Emit(new Order("ada", _next++));
                    return SpoutStatus.End;
                }

                [Output] private partial void Emit(in Order order);
            }

            [Bolt]
            public sealed partial class Totals
            {
                [FieldsGrouping<Shop>(nameof(Order.Customer))]
                public void Execute(in Order order, [State] ref long total) => total += order.Cents;
            }
        }
        """;

    public static IReadOnlyList<RuleHit> All { get; } =
    [
        new(
            Program.Replace("ref long total", "ref decimal {|TG0407:total|}", StringComparison.Ordinal),
            "state 'total' of 'Totals' was 'long by string' and is 'decimal by string': its value changed from 'long' to 'decimal'; give the new state a name of its own: [State(\"name\")], or, if that is meant, "
                + "update TopoGen.Topology.txt by its code fix or by 'dotnet run --property:TopoGenContract=off -- describe --contract TopoGen.Topology.txt'",
            Contract),
        new(
            Program.Replace("struct Order(string Customer, long Cents)", "struct {|TG0408:Order|}(string Customer, long Cents, int Count = 1)", StringComparison.Ordinal),
            "'Orders.Order' travelled as 'Customer: string, Cents: long' and travels as 'Customer: string, Cents: long, Count: int'; nothing breaks by it: update TopoGen.Topology.txt by its code fix when you commit",
            Contract),
        new(
            Program,
            "Line 7: a merge left both versions here; keep one of them; correct it, or delete the file and write it anew by 'describe --contract TopoGen.Topology.txt'",
            Contract.Replace("    bolt Totals", "{|TG0411:<<<<<<< HEAD|}\n    bolt Totals", StringComparison.Ordinal)),
    ];
}
