using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests.Tuples;

public sealed class TupleProblemTests
{
    [Theory]
    [InlineData("[StreamTuple] public partial record struct T(object Value);", "S.T: 'Value' has the type 'object', which has no encoding; use ")]
    [InlineData("[StreamTuple] public partial record struct T(List<IEnumerable<int>> Lists);", "'Lists[]' has the type 'IEnumerable<int>', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T(Dictionary<string, Uri[]> Map);", "'Map.Value[]' has the type 'Uri', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T(Dictionary<Uri, int> Map);", "'Map.Key' has the type 'Uri', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T(int[,] Grid);", "'Grid' has the type 'int[,]', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T(ReadOnlyMemory<char> Text);", "'Text' has the type 'ReadOnlyMemory<char>', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T((int, int) Pair);", "'Pair' has the type '(int, int)', which has no encoding")]
    [InlineData("[StreamTuple] public partial record struct T<V>(V Value);", "a stream tuple and the types around it cannot have type parameters")]
    [InlineData("[StreamTuple] public partial struct T { public int X; }", "a stream tuple is a record; declare 'T' as a partial record struct or partial record")]
    [InlineData("[StreamTuple] public partial class T { public int X; }", "a stream tuple is a record")]
    [InlineData("[StreamTuple] public partial struct T { public int X; }", "partial record, or, as a view of bytes, as a readonly ref partial struct")]
    [InlineData("[StreamTuple] public ref partial struct T { public int X; }", "a view is readonly; declare 'T' as a 'readonly ref partial struct'")]
    [InlineData("[StreamTuple] public readonly ref partial struct T<V> { public int X { get; init; } }", "a stream tuple and the types around it cannot have type parameters")]
    [InlineData("[StreamTuple] file readonly ref partial struct T { public int X { get; init; } }", "a type that is local to its file cannot be completed by generated code")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public string Name { get; init; } }", "'Name' has the type 'string', which is no part of a view; use ReadOnlySpan<byte> for a text, or declare a record")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public long[] Many { get; init; } }", "'Many' has the type 'long[]', which is no part of a view; use ReadOnlySpan<long>, or declare a record")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public List<char> Many { get; init; } }", "which is no part of a view; use ReadOnlySpan<char>, or declare a record")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public ReadOnlyMemory<byte> Memory { get; init; } }", "which is no part of a view; use ReadOnlySpan<byte>, or declare a record")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public Span<byte> Bytes { get; init; } }", "'Bytes' has the type 'Span<byte>', which is no part of a view; use ReadOnlySpan<byte>")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public ReadOnlySpan<bool> Many { get; init; } }", "'Many' has the type 'ReadOnlySpan<bool>', whose elements are not encoded as they lie in memory; use a ReadOnlySpan of numbers, char, enum or TimeSpan")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public ReadOnlySpan<string> Many { get; init; } }", "whose elements are not encoded as they lie in memory")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public object Any { get; init; } }", "'Any' has the type 'object', which is no part of a view; use a number, time, enum or ReadOnlySpan of these, or declare a record")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public R R { get; init; } } [StreamTuple] public readonly partial record struct R(int N);", "'R' has the type 'R', which is no part of a view")]
    [InlineData("[StreamTuple] public readonly ref partial struct T { public V V { get; init; } } [StreamTuple] public readonly ref partial struct V { public int N { get; init; } }", "'V' is the view 'V', and views do not nest; declare its fields in this view")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(ReadOnlySpan<byte> bytes) { public int Length { get; } = bytes.Length; }", "'T' has no public field or property 'Bytes' of type 'ReadOnlySpan<byte>' to read parameter 'bytes' from; declare 'public readonly ReadOnlySpan<byte> Bytes = bytes;'")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(in ReadOnlySpan<byte> a) { public readonly ReadOnlySpan<byte> A = a; }", "the parameter 'a' is passed by reference; pass it by value")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(int n) { public readonly long N = n; }", "'T' has no public field or property 'N' of type 'int' to read parameter 'n' from")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(int n) { private readonly int _n = n; public override string ToString() => $\"{_n}\"; }", "'T' has no public field or property 'n' of type 'int' to read parameter 'n' from")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(int n) { public int N { get; } = n; public readonly int X = 5; }", "'X' cannot be set again when a tuple is decoded; make it a parameter of 'T' that initializes it, or give it an init accessor")]
    [InlineData("[StreamTuple] public readonly ref partial struct T(int n) { public int N { get; } = n; public int X { get; } = 5; }", "'X' cannot be set again when a tuple is decoded")]
    [InlineData("[StreamTuple] public abstract partial record T(int X);", "an abstract record has no instances to send")]
    [InlineData("public record B; [StreamTuple] public partial record T(int X) : B;", "a stream tuple cannot derive from 'B'")]
    [InlineData("[StreamTuple] public partial record T { public T(int x) => X = x; public int X { get; init; } }", "there is no constructor to rebuild the tuple with")]
    [InlineData("[StreamTuple] public partial record T(int A) { public int X { get; } = 5; }", "'X' cannot be set again when a tuple is decoded; give it an init accessor")]
    [InlineData("[StreamTuple] public partial record T(int A) { public readonly int X = 5; }", "'X' is read-only and cannot be set again")]
    [InlineData("[StreamTuple] public partial record T(int A) { public event Action? Changed; public void Raise() => Changed?.Invoke(); }", "'Changed' is an event")]
    [InlineData("[StreamTuple] public partial record T(int A, T Next);", "every value contains another without an end (T.Next); make one of these fields nullable")]
    [InlineData("[StreamTuple] public partial record T(int A, U U); [StreamTuple] public partial record struct U(V V); [StreamTuple] public partial record struct V(T? Back, T Next);", "every value contains another without an end (T.U.V.Next)")]
    [InlineData("[StreamTuple] public partial record T(int A) { int _b; public required int B { get => _b; init => _b = value; } }", "'B' is required but stores nothing itself")]
    [InlineData("[StreamTuple] file partial record struct T(int A);", "a type that is local to its file cannot be completed by generated code")]
    public void A_tuple_without_a_codec_still_compiles_and_says_why(string declaration, string message)
    {
        // A field of that type is never read here, which is no concern of these tests.
        string source = $"#pragma warning disable CS0649, CS0169\nusing TopoGen; namespace S; {declaration}";
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, source));
        Assert.All(run.Diagnostics, static d => Assert.Matches("TG05..", d.Id));
        Assert.Contains(run.Diagnostics, d => d.GetMessage().Contains(message, StringComparison.Ordinal) && d.GetMessage().StartsWith("S.T", StringComparison.Ordinal));
    }

    /// <summary>The compiler has errors for these, which stop a build before it asks analyzers.</summary>
    [Theory]
    [InlineData("[StreamTuple] public readonly partial record struct T(V V);", "CS8345", "TG0501", "'V' is the view 'V', whose bytes are gone when the call is over; copy its fields, into byte[] for a span of bytes")]
    [InlineData("[State] public sealed partial class T { public V V { get; set; } }", "CS8345", "TG0402", "'V' is the view 'V', whose bytes are gone when the call is over; keep a copy of its fields, byte[] for a span of bytes")]
    [InlineData("[StreamTuple] public sealed partial record T(ReadOnlySpan<byte> Bytes);", "CS8345", "TG0501", "'Bytes' has the type 'ReadOnlySpan<byte>', which has no encoding; use an array, or declare a view, a readonly ref partial struct")]
    [InlineData("[StreamTuple] public sealed partial record T(List<V> Many);", "CS9244", "TG0501", "'Many[]' is the view 'V', whose bytes are gone when the call is over")]
    public void A_view_is_no_part_of_what_is_kept(string declaration, string error, string id, string message)
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary,
            $"using TopoGen; namespace S; [StreamTuple] public readonly ref partial struct V {{ public ReadOnlySpan<byte> Bytes {{ get; init; }} }} {declaration}"));

        Assert.Equal([error, id], run.Diagnostics.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(run.Result.Diagnostics, d => d.GetMessage(null) == $"S.T: {message}" || d.GetMessage(null).StartsWith($"S.T: {message}; ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stub_of_a_view_throws_and_its_streams_compile()
        => Assert.All(
            GeneratorRun.Of(Views.Program.Replace("public int Line { get; } = line;", "public int Line { get; } = line; public string? Text { get; init; }", StringComparison.Ordinal)).Diagnostics,
            static d => Assert.Equal("TG0501", d.Id));

    [Fact]
    public void The_stub_throws_with_the_reason()
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary, "using TopoGen; namespace S; [StreamTuple] public partial record T(object Value);"));
        Snapshot.Matches(run.Source("S.T.Tuple.g.cs"));
    }

    [Theory]
    [InlineData("[StreamTuple] public record struct T(int A);", "'T' is not partial, so nothing can be added to it; declare 'T' as partial")]
    [InlineData("public class Outer { [StreamTuple] public partial record struct T(int A); }", "'Outer' is not partial")]
    public void Nothing_is_generated_for_what_is_not_partial(string declaration, string message)
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, $"using TopoGen; namespace S; {declaration}"));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.HintNames, static name => name.EndsWith(".Tuple.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistake_in_a_nested_tuple_is_reported_once()
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary,
            "using TopoGen; namespace S; [StreamTuple] public record struct Inner(int A); [StreamTuple] public readonly partial record struct Outer(Inner Inner, Inner[] More);"));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.StartsWith("S.Inner: ", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tuple_in_a_generic_class_gets_a_stub()
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(
            OutputKind.DynamicallyLinkedLibrary,
            "using TopoGen; namespace S; public partial class Box<V> where V : class { [StreamTuple] public partial record struct Pair<W>(V A, W B); }"));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.StartsWith("S.Box{V}.Pair{W}: a stream tuple and the types around it cannot have type parameters", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial record struct T(NoSuchType A);")]
    [InlineData("public partial record struct T(int A")]
    [InlineData("public partial record struct (int A);")]
    [InlineData("public partial record T(int A) : NoSuchBase;")]
    [InlineData("public partial record struct T(int A, int A);")]
    [InlineData("public partial record struct T(T Self);")]
    [InlineData("public static partial class T;")]
    [InlineData("public partial record struct T(int A) { public int A() => 1; }")]
    [InlineData("public partial record T(ref int A);")]
    [InlineData("public readonly ref partial struct T(ref int a) { public readonly int A = a; }")]
    [InlineData("public readonly ref partial struct T(int a, int a) { public readonly int A = a; }")]
    [InlineData("public readonly ref partial struct T(int) { public readonly int A; }")]
    [InlineData("public readonly ref partial struct T(NoSuchType a) { public readonly NoSuchType A = a; }")]
    [InlineData("public readonly ref partial struct T(ReadOnlySpan<> a) { public readonly ReadOnlySpan<> A = a; }")]
    [InlineData("public readonly ref partial struct (int a")]
    [InlineData("public readonly ref partial struct T { public readonly ref int A; }")]
    [InlineData("public readonly ref partial struct T(T self) { public readonly T Self = self; }")]
    public void Code_that_does_not_compile_never_makes_the_generator_fail(string declaration)
    {
        GeneratorRun run = GeneratorRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, $"using TopoGen; namespace S; [StreamTuple] {declaration}"));
        Assert.Null(run.Result.Exception);
        Assert.NotEmpty(run.Diagnostics);
    }
}
