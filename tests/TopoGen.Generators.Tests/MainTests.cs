using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>A <c>Main</c> is generated exactly where it is missed.</summary>
public sealed class MainTests
{
    private const string HintName = "TopoGen.Program.g.cs";

    [Fact]
    public void An_executable_without_entry_point_gets_one()
        => Assert.Contains(HintName, GeneratorRun.Of(Sample.WordCount).IsClean().HintNames);

    [Theory]
    [InlineData("static class Own { static void Main() { } }")]
    [InlineData("static class Own { static async Task<int> Main(string[] args) { await Task.Yield(); return 0; } }")]
    [InlineData("System.Console.WriteLine();")]
    public void An_entry_point_of_the_user_is_left_alone(string main)
        => Assert.DoesNotContain(HintName, GeneratorRun.Of(Sample.WordCount, main).IsClean().HintNames);

    [Fact]
    public void A_start_class_that_is_named_to_the_compiler_is_left_alone()
    {
        Compilation compilation = TestCompilation.Create(
            Sample.WordCount, "static class One { static void Main() { } }", "static class Two { static void Main() { } }");
        Compilation named = compilation.WithOptions(((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)compilation.Options).WithMainTypeName("Two"));

        Assert.DoesNotContain(HintName, GeneratorRun.Of(named).IsClean().HintNames);
    }

    [Fact]
    public void A_library_gets_none()
        => Assert.DoesNotContain(
            HintName, GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, Sample.WordCount)).IsClean().HintNames);

    [Fact]
    public void A_library_of_components_needs_no_topology()
        => GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, """
            using TopoGen;
            [StreamTuple] public readonly partial record struct T(int N);
            [Spout] public sealed partial class S { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); }
            [Bolt] public sealed partial class B { [ShuffleGrouping<S>] public void Execute(in T t) { } }
            """)).IsClean();

    [Fact]
    public void A_program_without_topology_gets_none()
        => Assert.DoesNotContain(HintName, GeneratorRun.Of("[TopoGen.StreamTuple] public readonly partial record struct T(int N);").HintNames);

    [Fact]
    public void A_program_without_the_host_gets_none()
        => Assert.DoesNotContain(HintName, GeneratorRun.Of(TestCompilation.Create(Sample.WordCount).WithoutHost()).HintNames);

    [Fact]
    public void A_wrong_topology_still_gets_one()
        => Assert.Contains(HintName, GeneratorRun.Of("[TopoGen.Topology(\"a b\")] public sealed partial class Bad;").HintNames);

    [Fact]
    public void Several_topologies_are_all_offered()
    {
        string main = GeneratorRun.Of("""
            using TopoGen;
            [Topology("b")] public sealed partial class B { [Spout] public sealed partial class S { public SpoutStatus Next() => 0; } }
            [Topology("a", Delivery = Delivery.ExactlyOnce)] internal sealed partial class A { public A(int n) { N = n; } public int N; [Spout] public sealed partial class S { [State] private int _n; public SpoutStatus Next() => (SpoutStatus)_n++; } }
            """).IsClean().Source(HintName);

        Assert.Contains("RunAsync(args, DefinitionOf<global::A>(), DefinitionOf<global::B>())", main, StringComparison.Ordinal);
    }
}
