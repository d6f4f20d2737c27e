using TopoGen.Runtime;

namespace TopoGen.Generators.Tests.States;

/// <summary>State that one version of a topology wrote is read by another.</summary>
public sealed class StateEvolutionTests
{
    private const string Handler = """
        [FieldsGrouping<Sales>(nameof(Sale.Customer), nameof(Sale.Branch))]
        public void Execute(in Sale sale, [State] ref Basket basket) => basket.Count++;
        """;

    [Fact]
    public void Members_come_and_go_and_new_ones_begin_as_in_a_new_value()
    {
        using var before = new CompiledVersion(
            $"[State] private long _seen; [State] private string? _gone; public long Seen {{ get => _seen; set => _seen = value; }} {Handler}",
            """
            [State] public sealed partial class Basket
            {
                public int Count { get; set; }
                public List<string> Items { get; set; } = [];
                public decimal? Gone { get; set; }
                public Address? Address { get; set; }
            }

            [State] public sealed partial record Address(string Street, string City, int Zip);
            """);
        using var after = new CompiledVersion(
            $"[State(\"seen\")] private long _count; [State] private int _added = 7; public long Count => _count; public int Added => _added; {Handler}",
            """
            [State] public sealed partial class Basket
            {
                [State("Items")] public List<string>? Articles { get; init; }
                public Address? Address;
                public List<int> Added { get; init; } = [1, 2];
                public int Count;
                public string Note { get; set; } = "none";
            }

            [State] public partial record Address(int Floor = 3, string? Country = "here", [State("City")] string Town = "?")
            {
                public required string? Street { get; init; }
            }
            """);
        before.Component.Seen = 5L;
        dynamic basket = before.Value("BasketState", ("ann", 1));
        basket.Count = 2;
        basket.Items.Add("pear");
        basket.Gone = 1.5m;
        dynamic address = Activator.CreateInstance(before.Task.Component.GetType().DeclaringType!.GetNestedType("Address")!, "Main", "Rome", 5)!;
        basket.Address = address;

        before.MoveTo(after);

        Assert.Equal(5L, after.Component.Count);
        Assert.Equal(7, after.Component.Added);
        dynamic restored = after.Value("BasketState", ("ann", 1));
        Assert.Equal(2, restored.Count);
        Assert.Equal(["pear"], (List<string>)restored.Articles);
        Assert.Equal([1, 2], (List<int>)restored.Added);
        Assert.Equal("none", restored.Note);
        Assert.Equal("Address { Floor = 3, Country = here, Town = Rome, Street = Main }", restored.Address.ToString());

        // And back again, as after a rollback.
        using var again = new CompiledVersion(
            Handler.Replace("Basket basket) => basket.", "Basket? basket) => basket!.", StringComparison.Ordinal),
            "[State] public sealed partial record Basket(int Extra = 9) { public int Count { get; set; } public string Note { get; init; } = \"\"; }");
        after.MoveTo(again);
        dynamic rolledBack = again.Value("BasketState", ("ann", 1));
        Assert.Equal((2, 9, "none"), ((int)rolledBack.Count, (int)rolledBack.Extra, (string)rolledBack.Note));
    }

    [Fact]
    public void A_member_whose_type_changed_is_refused_with_both_layouts()
    {
        using var before = new CompiledVersion(Handler, "[State] public sealed partial class Basket { public int Count; public List<string>? Items; }");
        using var after = new CompiledVersion(Handler, "[State] public sealed partial class Basket { public long Count; public string[]? Items; }");

        Assert.Equal(
            "State 'basket' of 'Baskets' was written as 'Shop.Basket by (string, int); Shop.Basket { Count: int, Items: List<string> }' "
            + "and is now 'Shop.Basket by (string, int); Shop.Basket { Count: long, Items: string[] }': 'Shop.Basket.Count' changed from 'int' to 'long'",
            LayoutCheck.Problem(Assert.Single(before.Layouts), Assert.Single(after.Layouts)));
    }

    [Fact]
    public void Every_kind_of_key_and_value_survives()
    {
        const string Members = """
            [FieldsGrouping<Sales>(nameof(Sale.Customer))]
            public void Execute(
                in Sale sale,
                [State] ref Box<int> box,
                [State] ref Dictionary<Sale, List<Kind?>?> map)
            {
            }

            public sealed class Box<T> : List<T>;
            """;
        using var topology = new CompiledVersion(Members.Replace("Box<int>", "List<int?>", StringComparison.Ordinal), "public enum Kind : short { A, B = -2 }");
        dynamic map = topology.Value("MapState", "ann");
        Type sale = topology.Task.Component.GetType().DeclaringType!.GetNestedType("Sale")!;
        dynamic key = Activator.CreateInstance(sale, "bob", 3)!;
        dynamic kinds = Activator.CreateInstance(((object)map).GetType().GetGenericArguments()[1])!;
        kinds.Add(null);
        map[key] = kinds;
        topology.Value("BoxState", "ann").Add(null);
        using var again = new CompiledVersion(Members.Replace("Box<int>", "List<int?>", StringComparison.Ordinal), "public enum Kind : short { A, B = -2 }");

        topology.MoveTo(again);

        Assert.Null(Assert.Single((List<int?>)again.Value("BoxState", "ann")));
        dynamic entry = Enumerable.Single(again.Value("MapState", "ann"));
        Assert.Equal("Sale { Customer = bob, Branch = 3 }", entry.Key.ToString());
        Assert.Equal(1, entry.Value.Count);
    }
}
