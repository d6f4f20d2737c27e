using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators.Tests;

/// <summary>What typing costs: an edit that changes no declaration generates nothing anew, and nothing of a compilation is kept.</summary>
public sealed class IncrementalTests
{
    private static readonly IncrementalStepRunReason[] Kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static readonly string[] Names = typeof(StepNames).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(static constant => (string)constant.GetValue(null)!)
        .ToArray();

    public static TheoryData<string> Steps => new(Names);

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_is_named(string step)
        => Assert.Contains(step, GeneratorRun.Of([.. Rich.Program, Orphan]).Result.TrackedSteps.Keys);

    [Fact]
    public void An_unrelated_edit_changes_no_step()
    {
        GeneratorRun first = GeneratorRun.Of(Rich.Program);
        GeneratorRun second = first.Again(first.Input.AddSyntaxTrees(TestCompilation.Parse("internal sealed class Unrelated;", "Unrelated.cs")));

        Assert.Empty(Changed(second, static _ => true));
    }

    /// <summary>A report finds its file in the compilation, which every edit changes.</summary>
    [Fact]
    public void An_unrelated_edit_reports_nothing_anew()
    {
        GeneratorRun first = GeneratorRun.Of(Sample.WithBolt("[Bolt] public sealed partial class Bad;"));
        GeneratorRun second = first.Again(first.Input.AddSyntaxTrees(TestCompilation.Parse("internal sealed class Unrelated;", "Unrelated.cs")));

        Assert.Contains(second.Result.Diagnostics, static d => d.Id == "TG0102");
        Assert.Empty(Changed(second, static _ => true));
    }

    [Fact]
    public void An_edit_of_a_body_changes_only_positions()
    {
        GeneratorRun first = GeneratorRun.WithAnalyzers(Rich.Program);
        GeneratorRun second = first.Again(first.Input.Edit("total--;", "total -= 1;\n        Console.WriteLine();"));

        Assert.Empty(Changed(second, static step => !step.StartsWith("Located", StringComparison.Ordinal)));
        Assert.Contains(Changed(second, static _ => true), static step => step.StartsWith(StepNames.LocatedComponents, StringComparison.Ordinal));
    }

    [Fact]
    public void An_edit_of_a_view_generates_that_one_anew()
    {
        GeneratorRun first = GeneratorRun.WithAnalyzers(Views.Program);
        GeneratorRun body = first.Again(first.Input.Edit("total++;", "total += 1;\n        Console.WriteLine();"));
        GeneratorRun member = body.Again(body.Input.Edit("public Language? Language { get; init; }", "public Language? Language { get; init; }\n        public short Column { get; init; }"));

        Assert.Empty(Changed(body, static step => !step.StartsWith("Located", StringComparison.Ordinal)));
        Assert.Equal(
            ["Views.Text.Tuple.g.cs", "Views.Topology.g.cs"],
            member.Result.GeneratedSources.Where(s => first.Source(s.HintName) != s.SourceText.ToString()).Select(static s => s.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_edit_of_one_component_generates_that_one_anew()
    {
        GeneratorRun first = GeneratorRun.Of(Sample.WordCount);
        GeneratorRun second = first.Again(first.Input.Edit("public void Execute(in Count count)", "public void Show(in Count count)"));

        string[] texts = second.Result.GeneratedSources
            .Where(s => first.Source(s.HintName) != s.SourceText.ToString())
            .Select(static s => s.HintName)
            .ToArray();
        Assert.Equal(["Samples.WordCount.Print.g.cs"], texts);
        (object Value, IncrementalStepRunReason Reason) modified = Assert.Single(
            second.Result.TrackedSteps[StepNames.Components].SelectMany(static s => s.Outputs), static o => !Kept.Contains(o.Reason));
        Assert.Equal("Print", ((ComponentModel)modified.Value).Summary.Name);
    }

    [Fact]
    public void An_edit_of_what_is_in_reserve_generates_that_component_anew_and_no_topology()
    {
        GeneratorRun first = GeneratorRun.Of(Sample.WordCount);
        GeneratorRun second = first.Again(first.Input.Edit("[Bolt(Parallelism = 2)]\n    public sealed partial class Split", "[Bolt(Parallelism = 2, Recovery = Recovery.Standby)]\n    public sealed partial class Split"));
        GeneratorRun third = second.Again(second.Input.Edit("Emit(new Word", "this.Emit(new Word"));

        Assert.Equal(
            ["Samples.WordCount.Split.g.cs"],
            second.Result.GeneratedSources.Where(s => first.Source(s.HintName) != s.SourceText.ToString()).Select(static s => s.HintName));
        Assert.Empty(Changed(third, static step => !step.StartsWith("Located", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edit_of_a_grouping_documents_only_the_components_at_its_ends_anew()
    {
        GeneratorRun first = GeneratorRun.Of(Sample.WordCount);
        GeneratorRun second = first.Again(first.Input.Edit("[GlobalGrouping<Tally>]", "[ShuffleGrouping<Tally>]"));

        string[] texts = second.Result.GeneratedSources
            .Where(s => first.Source(s.HintName) != s.SourceText.ToString())
            .Select(static s => s.HintName)
            .ToArray();
        Assert.Equal(["Samples.WordCount.Print.g.cs", "Samples.WordCount.Tally.g.cs", "Samples.WordCount.Topology.g.cs"], texts.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Print", "Tally"],
            second.Result.TrackedSteps[StepNames.PlacedComponents].SelectMany(static s => s.Outputs)
                .Where(static o => !Kept.Contains(o.Reason))
                .Select(static o => ((PlacedComponentModel)o.Value).Component.Summary.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_symbol_is_reachable_from_a_model()
    {
        GeneratorRun run = GeneratorRun.Of([.. Rich.Program, Views.Program, Orphan, "[TopoGen.Spout] sealed partial class Broken;"]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((string step, ImmutableArray<IncrementalGeneratorRunStep> runs) in run.Result.TrackedSteps.Where(s => Names.Contains(s.Key)))
        {
            foreach ((object value, _) in runs.SelectMany(static s => s.Outputs))
            {
                Walk(value, step, seen);
            }
        }

        Assert.True(seen.Count > 100, "the walk saw too little to prove anything");
    }

    [Fact]
    public void The_compilation_of_a_former_run_can_be_collected()
    {
        (GeneratorDriver driver, WeakReference former) = RunTwice();

        for (int i = 0; i < 10 && former.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(former.IsAlive);
        GC.KeepAlive(driver);
    }

    private const string Orphan = "partial class Orphan { [TopoGen.Output] private partial void Emit(int n); }";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Former) RunTwice()
    {
        GeneratorRun first = GeneratorRun.Of(Rich.Program);
        GeneratorRun second = first.Again(first.Input.Edit("total--;", "total -= 1;"));
        GeneratorRun third = second.Again(second.Input.AddSyntaxTrees(TestCompilation.Parse("internal sealed class Unrelated;", "Unrelated.cs")));
        return (third.Driver, new WeakReference(first.Input));
    }

    private static IEnumerable<string> Changed(GeneratorRun run, Func<string, bool> include)
        => run.Result.TrackedSteps.Concat(run.Result.TrackedOutputSteps)
            .Where(step => Names.Contains(step.Key) || run.Result.TrackedOutputSteps.ContainsKey(step.Key))
            .Where(step => include(step.Key))
            .SelectMany(static step => step.Value.SelectMany(static s => s.Outputs).Select(o => (step.Key, o.Reason)))
            .Where(static o => !Kept.Contains(o.Reason))
            .Select(static o => $"{o.Key}: {o.Reason}");

    private static void Walk(object? node, string path, HashSet<object> seen)
    {
        if (node is null || (!node.GetType().IsValueType && !seen.Add(node)))
        {
            return;
        }

        Assert.False(node is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or SyntaxReference or AttributeData, $"{path} holds a {node.GetType()}");
        Type type = node.GetType();
        if (type.IsPrimitive || type.IsEnum || node is string)
        {
            return;
        }

        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(node), $"{path}.{field.Name}", seen);
        }
    }
}
