using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests.States;

/// <summary>State that cannot be kept is one error at its declaration, and nothing else breaks.</summary>
public sealed class StateProblemTests
{
    [Theory]
    [InlineData("[State] public partial class T { public Uri? Where; }", "'Where' has the type 'Uri?', which has no encoding; use a number, string, time, enum, stream tuple, a partial type marked [State]")]
    [InlineData("[State] public partial struct T { public Dictionary<string, List<Uri>>? Map; }", "'Map.Value[]' has the type 'Uri', which has no encoding")]
    [InlineData("[State] public partial class T { private readonly List<int> _list = []; public int Sum => _list.Count; }", "'_list' is read-only and cannot be set again when it is restored")]
    [InlineData("[State] public partial class T { public int X { get; } = 1; }", "'X' cannot be set again when it is restored")]
    [InlineData("[State] public partial class T<V> { public int X; }", "cannot have type parameters")]
    [InlineData("[State] public abstract partial class T { public int X; }", "an abstract type has no instances to keep")]
    [InlineData("public class B; [State] public partial class T : B { public int X; }", "a type that is kept in checkpoints cannot derive from 'B'")]
    [InlineData("[State] public partial class T(int x) { public int X = x; }", "'x' has no property to read it from")]
    [InlineData("[State] public partial class T { public T(int x) => X = x; public int X; }", "there is no constructor to restore it with; give it one without parameters")]
    [InlineData("[State] public static partial class T { }", "state is an object or a value")]
    [InlineData("[State] public ref partial struct T { public int X; }", "state is an object or a value")]
    [InlineData("[State] public class T { public int X; }", "'T' is not partial, so nothing can be added to it")]
    [InlineData("[State] public partial class T { [State(\"a\")] public int X; [State(\"a\")] public int Y; }", "two pieces of its state are called 'a'; give one of them another name: [State(\"name\")]")]
    [InlineData("[State] public partial class T { public int liquid; public int costarring; }", "'liquid' and 'costarring' have the same id in checkpoints")]
    [InlineData("[StreamTuple] public partial record T(int liquid, int costarring);", "'liquid' and 'costarring' have the same id in checkpoints")]
    [InlineData("[State] public partial class T { [State(\"a: b\")] public int X; }", "'a: b' is no name for a field in checkpoints; use letters, digits and '_'")]
    public void A_type_that_cannot_be_kept_still_compiles_and_says_why(string declaration, string message)
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary, $"#pragma warning disable CS0649, CS0414\nusing TopoGen; namespace S; {declaration}"));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Matches("TG0(4..|101)", diagnostic.Id);
        Assert.StartsWith("S.T", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[State] private readonly int _n = 1; public int N => _n;", "state '_n' is read-only and cannot be set again when it is restored; remove 'readonly'")]
    [InlineData("[State] private static int _n = 1; public int N => _n;", "state '_n' is static")]
    [InlineData("[State] public int N { get; set; }", "property 'N' is marked [State], which a component has on fields")]
    [InlineData("[field: State] public int N { get; }", "state 'N' cannot be set again when it is restored")]
    [InlineData("[State(TimeToLive = \"1h\")] private int _n = 1; public int N => _n;", "state '_n' has a TimeToLive, and only the keys of a [State] ref parameter are forgotten")]
    [InlineData("[State(\"n\")] private int _a = 1; [State(\"n\")] private int _b = 2; public int N => _a + _b;", "two pieces of its state are called 'n'")]
    [InlineData("[State(\"sum\")] private int _a = 1; public int N => _a;", "two pieces of its state are called 'sum'")]
    public void A_field_that_cannot_be_kept_is_reported(string members, string message) => Check(members, "[State]", message);

    [Theory]
    [InlineData("[State(TimeToLive = \"soon\")]", "TimeToLive 'soon' of state 'sum' is not valid; write a positive number and a unit: \"30s\", \"10m\", \"1h\", \"30d\"")]
    [InlineData("[State(TimeToLive = \"4000d\")]", "TimeToLive '4000d' of state 'sum' is not valid")]
    [InlineData("[State(TimeToLive = \"0s\")]", "TimeToLive '0s' of state 'sum' is not valid")]
    public void A_time_to_live_that_is_none_is_reported(string attribute, string message) => Check("", attribute, message);

    [Fact]
    public void A_private_field_of_a_base_cannot_be_kept()
    {
        GeneratorRun run = GeneratorRun.Of(Topology("", "[State]", "AtMostOnce", " : Base")
            + "public abstract class Base { [State] private int _n; protected int N => _n++; }");

        Assert.Contains("state '_n' of 'Base' cannot be reached from 'Tally'; declare it 'protected'", Assert.Single(run.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void State_of_any_type_is_fine_where_nothing_is_promised()
    {
        GeneratorRun run = GeneratorRun.Of(Topology("[State] private Uri? _last; public Uri? Last => _last ??= new(\"http://x\");", "[State]", "AtMostOnce", state: "Uri?")).IsClean();

        string text = run.Source("Samples.Sums.Tally.g.cs");
        Assert.Contains("""StateDefinition("last", null, "Uri?") { Problem = "'last' has the type""".Replace("'last'", "'_last'", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.Contains("""StateDefinition("sum", "string", "Uri?") { Problem = "'sum' has the type""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CreateTables", text, StringComparison.Ordinal);
        Assert.DoesNotContain("WriteFields", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AtLeastOnce")]
    [InlineData("ExactlyOnce")]
    public void State_without_an_encoding_is_reported_where_more_is_promised(string delivery)
    {
        GeneratorRun run = GeneratorRun.Of(Topology("", "[State]", delivery, state: "Dictionary<string, Uri>?"));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("TG0402", diagnostic.Id);
        Assert.StartsWith(
            $"Samples.Sums.Tally: state 'sum' cannot be part of a checkpoint: 'sum.Value' has the type 'Uri', which has no encoding ('sums' has Delivery.{delivery}); use a number",
            diagnostic.GetMessage(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_handlers_of_one_state_must_agree_how_long_it_lives()
    {
        GeneratorRun run = GeneratorRun.Of(Topology(
            "[FieldsGrouping<Numbers>(nameof(Number.Name), Stream = \"more\")] public void More(in Number number, [State(TimeToLive = \"2h\")] ref long sum) => sum--;",
            "[State(TimeToLive = \"1h\")]",
            "AtMostOnce"));

        Assert.Contains("state 'sum' is declared with two values of TimeToLive", Assert.Single(run.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_handler_may_say_for_all_how_long_a_state_lives()
    {
        GeneratorRun run = GeneratorRun.Of(Topology(
            "[FieldsGrouping<Numbers>(nameof(Number.Name), Stream = \"more\")] public void More(in Number number, [State(TimeToLive = \"1.5d\")] ref long sum) => sum--;",
            "[State]",
            "AtMostOnce")).IsClean();

        Assert.Contains("SumState = new(null, global::System.TimeSpan.FromMilliseconds(129600000));", run.Source("Samples.Sums.Tally.g.cs"), StringComparison.Ordinal);
    }

    private static void Check(string members, string attribute, string message)
        => Assert.Contains(message, Assert.Single(GeneratorRun.Of(Topology(members, attribute, "AtMostOnce")).Diagnostics).GetMessage(), StringComparison.Ordinal);

    private static string Topology(string members, string attribute, string delivery, string bases = "", string state = "long") => $$"""
        using TopoGen;
        namespace Samples;
        [Topology("sums", Delivery = Delivery.{{delivery}})]
        public sealed partial class Sums
        {
            [StreamTuple] public readonly partial record struct Number(string Name, int Value);

            [Spout]
            public sealed partial class Numbers
            {
                [Position] private long _at;

                public SpoutStatus Next() => _at++ > 3 ? SpoutStatus.End : SpoutStatus.More;

                [Output] private partial void Emit(in Number number);
                [Output("more")] private partial void More(in Number number);
            }

            [Bolt]
            public sealed partial class Tally{{bases}}
            {
                {{members}}

                [FieldsGrouping<Numbers>(nameof(Number.Name), Stream = "default")]
                public void Execute(in Number number, {{attribute}} ref {{state}} sum) => sum = default;
            }
        }
        """;
}
