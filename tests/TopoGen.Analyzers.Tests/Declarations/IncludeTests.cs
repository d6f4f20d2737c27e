using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TopoGen.Analyzers.Tests.Declarations;

/// <summary>Components of another project, of which a reference assembly has no private members: what the generator wrote on them tells.</summary>
public sealed class IncludeTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Both = [new DeclarationAnalyzer(), new TopologyAnalyzer()];

    private const string Library = """
        using TopoGen;

        namespace Library;

        [StreamTuple] public readonly partial record struct Number(long Value);

        [Spout]
        public sealed partial class Blind
        {
            public SpoutStatus Next() => SpoutStatus.End;
            [Output] private partial void Emit(in Number number);
        }

        [Spout]
        public sealed partial class Deaf
        {
            [State] private long _at;
            public SpoutStatus Next() { Emit(new Number(_at), _at++); return SpoutStatus.More; }
            [Output] private partial void Emit(in Number number, long id);
        }

        [Spout]
        public sealed partial class Sought
        {
            [Position] private long _at;
            public SpoutStatus Next() { Emit(new Number(_at++)); return SpoutStatus.More; }
            [Output] private partial void Emit(in Number number);
        }

        [Bolt]
        public sealed partial class Manual
        {
            [ShuffleGrouping<Sought>] private void Execute(in Number number, Anchor anchor) => anchor.Ack();
        }

        [Bolt]
        public sealed partial class Keeper
        {
            [State] private System.Uri? _home;
            [ShuffleGrouping<Sought>] private void Execute(in Number number) => _home ??= new System.Uri("a:b");
        }

        [Bolt(Recovery = Recovery.None)]
        public sealed partial class Forgetful
        {
            [State] private long _sum;
            [ShuffleGrouping<Sought>] private void Execute(in Number number) => _sum += number.Value;
        }

        [Bolt(Recovery = Recovery.HotStandby)]
        public sealed partial class Followed
        {
            [State] private long _sum;
            [ShuffleGrouping<Sought>] private void Execute(in Number number) => _sum += number.Value;
        }

        [Bolt]
        public sealed partial class Double
        {
            [ShuffleGrouping<Sought>] private void Execute(in Number number) => Emit(new Number(number.Value * 2));
            [Output] private partial void Emit(in Number number);
        }
        """;

    [Theory]
    [InlineData("Blind", "AtLeastOnce", "TG0306", "the spout does not say where to begin again, so what is lost cannot be emitted again ('a' has Delivery.AtLeastOnce); mark how far it has come with [Position] or [State], and seek there in Open; with Delivery.AtLeastOnce an output that takes a message id does as well")]
    [InlineData("Blind", "ExactlyOnce", "TG0306", "the spout does not say where to begin again, so what is lost cannot be emitted again ('a' has Delivery.ExactlyOnce); mark how far it has come with [Position] or [State], and seek there in Open; with Delivery.AtLeastOnce an output that takes a message id does as well")]
    [InlineData("Deaf", "AtLeastOnce", "TG0107", "its messages that fail are never emitted again, because it does not hear of them ('a' has Delivery.AtLeastOnce); declare 'void Fail(long messageId, FailReason reason)', which emits the message again")]
    [InlineData("Manual", "ExactlyOnce", "TG0308", "handler 'Execute' acks by hand, and a tuple is done with its call ('a' has Delivery.ExactlyOnce); remove 'anchor' from its parameters, or set Delivery = Delivery.AtLeastOnce")]
    [InlineData("Keeper", "ExactlyOnce", "TG0402", "state 'home' cannot be part of a checkpoint: '_home' has the type 'Uri?', which has no encoding ('a' has Delivery.ExactlyOnce); use a number, string, time, enum, stream tuple, a partial type marked [State], or an array, ImmutableArray, List or Dictionary of these")]
    [InlineData("Forgetful", "ExactlyOnce", "TG0309", "Recovery.None leaves state 'sum' out of checkpoints, so that it begins anew where a task is moved or rewound ('a' has Delivery.ExactlyOnce); remove Recovery.None, or the state")]
    [InlineData("Followed", "AtMostOnce", "TG0310", "a hot standby follows checkpoints, and the topology keeps none ('a' has Delivery.AtMostOnce); use Recovery.Standby for a spare without state, or remove Recovery")]
    public async Task What_a_delivery_does_not_allow_is_told_where_it_is_included(string component, string delivery, string id, string message)
    {
        Markup program = Markup.Parse($$"""
            using TopoGen;

            [Topology("a", Delivery = Delivery.{{delivery}}), Include<Library.Sought>, Include<{|{{id}}:Library.{{component}}|}>]
            public sealed partial class A;
            """);
        foreach (MetadataReference library in await Libraries())
        {
            AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(program.Text).AddReferences(library), Both);

            Diagnostic found = Assert.Single(run.InEditor);
            Assert.Equal(id, found.Id);
            Assert.Equal($"A: included '{component}': {message}", found.GetMessage(CultureInfo.InvariantCulture));
            Assert.Equal(program.Marks.Single().Span, found.Location.SourceSpan);
        }
    }

    [Theory]
    [InlineData("AtMostOnce", "Blind", "Deaf", "Sought", "Manual", "Keeper", "Forgetful", "Double")]
    [InlineData("AtLeastOnce", "Sought", "Manual", "Forgetful", "Followed", "Double")]
    [InlineData("ExactlyOnce", "Deaf", "Sought", "Followed", "Double")]
    public async Task What_a_delivery_allows_is_silent(string delivery, params string[] components)
    {
        string program = $"using TopoGen; [Topology(\"a\", Delivery = Delivery.{delivery}), {string.Join(", ", components.Select(static c => $"Include<Library.{c}>"))}] public sealed partial class A;";
        foreach (MetadataReference library in await Libraries())
        {
            AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create(program).AddReferences(library), Both);

            Assert.Empty(run.InEditor);
        }
    }

    /// <summary>What it subscribes to by a private method, only its own project knows.</summary>
    [Fact]
    public async Task What_is_fed_by_a_bolt_of_another_project_can_be_reached()
    {
        foreach (MetadataReference library in await Libraries())
        {
            AnalyzerRun run = await AnalyzerRun.Of(TestCompilation.Create("""
                using TopoGen;

                [Topology("a"), Include<Library.Sought>, Include<Library.Double>]
                public sealed partial class A
                {
                    [Bolt] public sealed partial class Reader { [ShuffleGrouping<Library.Double>] public void Execute(in Library.Number number) { } }
                }
                """).AddReferences(library), Both);

            Assert.Empty(run.InEditor);
        }
    }

    /// <summary>As a build refers to it, and as an editor does that has both projects open.</summary>
    private static async Task<MetadataReference[]> Libraries()
    {
        AnalyzerRun library = await AnalyzerRun.Of(TestCompilation.Create(OutputKind.DynamicallyLinkedLibrary, Library), Both);
        Assert.Empty(library.InEditor);
        Compilation named = library.Output.WithAssemblyName("Library");
        return [new ReferenceAssembly(named).Reference, named.ToMetadataReference()];
    }
}
