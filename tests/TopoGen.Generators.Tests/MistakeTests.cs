using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>Whatever users write, they get one error that says what to do, and no unimplemented partial method.</summary>
public sealed class MistakeTests
{
    [Theory]
    [MemberData(nameof(Mistakes.Bolts), MemberType = typeof(Mistakes))]
    public void A_wrong_declaration_gives_one_error_at_its_token_and_compiles(string declaration, string id, string token, string message)
        => Check(GeneratorRun.Of(Sample.WithBolt(declaration)), id, token, message);

    [Theory]
    [MemberData(nameof(Mistakes.Topologies), MemberType = typeof(Mistakes))]
    public void A_wrong_topology_gives_one_error_at_its_token_and_compiles(string source, string id, string token, string message)
        => Check(GeneratorRun.Of("using TopoGen; namespace Samples { " + source + " }"), id, token, message);

    [Theory]
    [InlineData("[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public async void Execute(Line line) => await Task.Yield(); }")]
    [InlineData("[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } public async void Close() => await Task.Yield(); }")]
    [InlineData("[Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; private async void Fail(long id, FailReason reason) => await Task.Yield(); [Output] private partial void Emit(in Word word, long id); }")]
    public void What_is_async_void_is_a_stub_and_left_to_its_own_rule(string declaration)
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt(declaration)).IsClean();

        Assert.Contains("is async void", run.Source("Samples.Broken.Bad.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_a_declaration_are_reported()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt("""
            [Bolt(Parallelism = 0)]
            public sealed partial class Bad
            {
                [FieldsGrouping<Lines>("Txt")] public void A(in Line line) { }
                [ShuffleGrouping<Many>(Stream = "x")] public void B(in Line line) { }
                [Tick("1")] public void C() { }
            }
            """));

        Assert.Equal(["TG0701", "TG0203", "TG0201", "TG0704"], run.Diagnostics.Select(static d => d.Id));
    }

    [Fact]
    public void A_class_that_is_not_partial_gets_no_part()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt("[Bolt] public sealed class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } }"));

        Check(run, "TG0101", "Bad", "'Bad' is not partial, so nothing can be added to it; declare 'Bad' as partial");
        Assert.DoesNotContain("Samples.Broken.Bad.g.cs", run.HintNames);
    }

    [Fact]
    public void What_stands_in_a_class_that_is_not_partial_gets_no_part()
    {
        GeneratorRun run = GeneratorRun.Of("using TopoGen; public class Outer { [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; } }");

        Diagnostic diagnostic = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("TG0101", diagnostic.Id);
        Assert.Equal("Outer.Bad: 'Outer' is not partial, so nothing can be added to it; declare 'Outer' as partial", diagnostic.GetMessage(null));
        Assert.Empty(run.HintNames);
    }

    [Fact]
    public void A_type_that_does_not_exist_is_left_to_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Sample.WithBolt(
            "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Missing>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); }"));

        Assert.Equal(["CS0246"], run.Diagnostics.Select(static d => d.Id).Distinct());
    }

    [Fact]
    public void An_included_component_whose_source_is_missing_is_reported_at_the_topology()
    {
        GeneratorRun library = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, """
            using TopoGen;
            namespace Library;
            [StreamTuple] public readonly partial record struct T(int N);
            [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); }
            [Bolt] public sealed partial class B { [ShuffleGrouping<S>] public void Execute(in T t) { } }
            """)).IsClean();

        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create("using TopoGen; [Topology(\"a\"), Include<Library.B>] public sealed partial class Bad;")
            .AddReferences(new ReferenceAssembly(library.Output).Reference));

        Check(run, "TG0216", "Library.B", "included 'B': its source 'S' is not part of topology 'a'; write [Include<S>] on 'Bad'");
    }

    [Fact]
    public void A_tuple_that_is_not_partial_is_reported_once()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using TopoGen;
            [Topology("a")] public sealed partial class A
            {
                [StreamTuple] public readonly record struct Bad(int N);
                [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Bad t); }
                [Bolt] public sealed partial class B { [ShuffleGrouping<S>] public void Execute(in Bad t) { } }
            }
            """);

        Check(run, "TG0101", "Bad", "'Bad' is not partial");
    }

    [Fact]
    public void The_stub_of_a_wrong_component_says_why()
        => Snapshot.Matches(GeneratorRun.Of(Sample.WithBolt("""
            [Bolt(Parallelism = 2)]
            public sealed partial class Bad
            {
                [FieldsGrouping<Lines>("Txt")]
                public void Execute(in Line line, [State] ref int count) { }

                [Output] private partial void Emit(in Word word);
                [Output("x")] internal partial int Other<T>(scoped in Word word, ref readonly T more, params int[] rest) where T : class, new();
            }
            """)).Source("Samples.Broken.Bad.g.cs"));

    private static void Check(GeneratorRun run, string id, string token, string message)
    {
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
        SyntaxTree tree = run.Input.SyntaxTrees.Single(t => t.FilePath == position.Path);
        Assert.Equal(token, tree.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
