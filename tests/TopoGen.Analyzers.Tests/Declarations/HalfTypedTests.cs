using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>While somebody types, what is not there yet is no mistake of ours, and nothing throws.</summary>
public sealed class HalfTypedTests
{
    [Theory]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGrouping<Missing>] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGrouping<Lines>] public void Execute(in Missing line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGroupin<Lines>] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Missing word); }")]
    [InlineData("[Bolt] public sealed partial class Half(Missing service) { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [FieldsGrouping<Lines>(nameof(Line.Missing))] public void Execute(in Line line, [State] ref long n) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [FieldsGrouping<Lines>(\"Text\")] public void Execute(in Line line, [State] ref Missing n) { } public void End(KeyedState<string, Missing> n) { } }")]
    [InlineData("[StreamTuple] public readonly partial record struct Half(Missing A);")]
    [InlineData("[State] public partial class Half { public Missing A; }")]
    [InlineData("[Sink<Missing>] public sealed partial class Half { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Output] private partial void Emit(in Word word); }")]
    [InlineData("[Spout] public sealed partial class Half { public Missing Next() => 0; }")]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGrouping<Lines>] public void Execute(in Line line) { } [Tick(Missing)] public void Beat() { } }")]
    [InlineData("[Parameters] public sealed record Half(Missing A);")]
    public async Task A_type_that_does_not_exist_is_left_to_the_compiler(string declaration)
    {
        AnalyzerRun run = await AnalyzerRun.Of(Sample.WithBolt(declaration));

        Assert.NotEmpty(run.Compiler);
        Assert.DoesNotContain(run.Generator.Concat(run.Analyzers), static d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("[Bolt] public sealed partial class")]
    [InlineData("[Bolt] public sealed partial class Half { [")]
    [InlineData("[Bolt(Parallelism = )] public sealed partial class Half { }")]
    [InlineData("[Bolt] public sealed partial class Half { [ShuffleGrouping<>] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [FieldsGrouping<Lines>()] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [FieldsGrouping<Lines>(nameof(] public void Execute(in Line line) { } }")]
    [InlineData("[Bolt] public sealed partial class Half { [Output] private partial void (in Word word); }")]
    [InlineData("[StreamTuple] public readonly partial record struct Half(int")]
    [InlineData("[Topology(")]
    [InlineData("[Topology(\"half\", KeyGroups = x)] public partial class Half { [Include<>] ")]
    [InlineData("[Spout, Bolt, Sink<")]
    public async Task Nothing_throws(string declaration)
    {
        AnalyzerRun run = await AnalyzerRun.Of(Sample.WithBolt(declaration));

        Assert.NotEmpty(run.Compiler);
        Assert.DoesNotContain(run.Generator.Concat(run.Analyzers), static d => d.Id is "AD0001" or "TG0901");
    }
}
