using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Analyzers.Contracts;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0102: gives a spout its <c>Next</c>, and a bolt a handler of a stream that there is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerFix)), Shared]
public sealed class HandlerFix : RemedyProvider
{
    /// <summary>More than that would hide the other entries of the menu.</summary>
    private const int MostChoices = 8;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0102"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<ClassDeclarationSyntax>(diagnostic) is not { } declaration
            || facts.Model.GetDeclaredSymbol(declaration, facts.Cancellation) is not { } component)
        {
            return [];
        }

        return component.Has(KnownNames.SpoutAttribute)
            ? [Adding("Add 'Next'", "next", declaration, "public global::TopoGen.SpoutStatus Next() => global::TopoGen.SpoutStatus.End;\n")]
            : Streams(component, facts).Take(MostChoices).Select(stream => Handler(declaration, stream.Source, stream.Stream));
    }

    /// <summary>What is emitted around the bolt: in its topology, or in the whole project where it stands by itself.</summary>
    private static IEnumerable<(INamedTypeSymbol Source, SourceStream Stream)> Streams(INamedTypeSymbol bolt, DocumentFacts facts)
        => DeclaredTypes.Of(Surroundings(bolt, facts), facts.Cancellation)
            .Where(type => type.IsComponent() && !type.Has(KnownNames.SinkAttribute) && !SymbolEqualityComparer.Default.Equals(type, bolt))
            .SelectMany(static type => SourceStream.Of(type).Select(stream => (type, stream)));

    private static INamespaceOrTypeSymbol Surroundings(INamedTypeSymbol bolt, DocumentFacts facts)
        => bolt.ContainingTopology() is null ? facts.Model.Compilation.Assembly.GlobalNamespace : bolt.ContainingType!;

    private static Remedy Handler(ClassDeclarationSyntax declaration, INamedTypeSymbol source, SourceStream stream)
    {
        string tuple = TypeNames.Of(stream.Tuple);
        string name = stream.Tuple.Name;
        string grouping = $"{(stream.Direct ? "Direct" : "Shuffle")}Grouping";
        string named = stream.Name == KnownNames.DefaultStream ? "" : $"(Stream = {TypeNames.Literal(stream.Name)})";
        string of = stream.Name == KnownNames.DefaultStream ? "" : $" of stream '{stream.Name}'";
        string parameter = TypeNames.Identifier(char.ToLowerInvariant(name[0]) + name.Substring(1));
        return Adding(
            $"Handle '{name}'{of} of '{source.Name}'",
            "handler",
            declaration,
            $"[global::TopoGen.{grouping}<{TypeNames.Of(source)}>{named}]\npublic void Execute(in {tuple} {parameter})\n{{\n}}\n");
    }

    private static Remedy Adding(string title, string key, ClassDeclarationSyntax declaration, string member)
        => new(title, key, editor => editor.ReplaceNode(declaration, (node, _) => Members.Append((ClassDeclarationSyntax)node, member)));
}
