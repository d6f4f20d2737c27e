using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>
/// Mistakes that the compiler refuses as well, so that a build stops before it asks analyzers: the generator explains them, and an editor, which asks
/// both, shows them once.
/// </summary>
public sealed class HiddenTests
{
    private const string View = """
        [StreamTuple] public readonly ref partial struct View { public ReadOnlySpan<byte> Bytes { get; init; } }
        [Spout] public sealed partial class Viewer { public SpoutStatus Next() => 0; [Output] private partial void Emit(in View view); }
        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "CS0751", "TG0101", "[Bolt] public sealed class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); }" },
        { "CS0751", "TG0101", "[Bolt] public sealed class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } private partial void Log(); private partial void Log() { } }" },
        { "CS0260", "TG0101", "[Bolt] public sealed class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } } partial class Bad { }" },
        { "CS0260", "TG0101", "[StreamTuple] public readonly record struct Bad(int N); partial record struct Bad { }" },
        { "CS0501", "TG0109", "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private void Emit(in Word word); }" },
        { "CS0513", "TG0109", "[Bolt] public sealed partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] protected abstract void Emit(in Word word); }" },
        { "CS8795", "TG0101", "public class Outer { [Spout] public sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in Word word); } }" },
        { "CS0708", "TG0104", "[Bolt] public static partial class Bad { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } }" },
        { "CS8345", "TG0501", $"[StreamTuple] public readonly partial record struct Bad(View View); {View}" },
        { "CS8345", "TG0402", $"[State] public sealed partial class Bad {{ public View View {{ get; set; }} }} {View}" },
        { "CS8345", "TG0403", $"[Bolt] public sealed partial class Bad {{ [State] private View _view; [ShuffleGrouping<Viewer>] public void Execute(in View view) => _view = view; }} {View}" },
        { "CS4012", "TG0111", $"[Bolt] public sealed partial class Bad {{ [ShuffleGrouping<Viewer>] public async Task Execute(View view) => await Task.Yield(); }} {View}" },
        { "CS0751", "TG0101", "public sealed class Bad { [Output] private partial void Emit(in Word word); }" },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task The_generator_explains_what_the_compiler_refuses(string error, string id, string declaration)
    {
        AnalyzerRun run = await AnalyzerRun.Of(Sample.WithBolt(declaration), "using TopoGen; partial class Other { [Topology(\"also wrong\")] public sealed partial class T { [Spout] public sealed partial class S { public SpoutStatus Next() => 0; } } }");

        Assert.Contains(run.Output.GetDeclarationDiagnostics(), d => d.Id == error);
        Assert.Single(run.OnCommandLine, d => d.Id == id);
        Assert.Single(run.InEditor, d => d.Id == id);
        Assert.Single(run.OnCommandLine, static d => d.Id == "TG0703");
        Assert.Single(run.InEditor, static d => d.Id == "TG0703");
    }

    [Fact]
    public async Task A_type_that_is_local_to_its_file_is_explained_too()
    {
        AnalyzerRun run = await AnalyzerRun.Of("using TopoGen; [StreamTuple] internal readonly partial record struct T(int N); [Topology(\"a\")] internal sealed partial class A; [Spout] file sealed partial class Bad { public SpoutStatus Next() => 0; [Output] private partial void Emit(in T t); }");

        Assert.Contains(run.Output.GetDeclarationDiagnostics(), static d => d.Id == "CS8795");
        Assert.Single(run.OnCommandLine, static d => d.Id == "TG0104");
        Assert.Single(run.InEditor, static d => d.Id == "TG0104");
    }

    /// <summary>Otherwise squiggles would not appear while the user types.</summary>
    [Fact]
    public async Task The_generator_is_silent_where_analyzers_can_speak()
    {
        AnalyzerRun run = await AnalyzerRun.Of(Sample.WithBolt("[Bolt] public sealed class Bad { [FieldsGrouping<Lines>(\"Txt\")] public void Execute(in Line line) { } }"));

        Assert.Empty(run.Generator);
        Assert.Equal(["TG0101", "TG0203"], run.Analyzers.Select(static d => d.Id).Where(static id => id != "TG0207").Order());
        Assert.DoesNotContain(run.Compiler, static d => d.Severity == DiagnosticSeverity.Error);
    }
}
