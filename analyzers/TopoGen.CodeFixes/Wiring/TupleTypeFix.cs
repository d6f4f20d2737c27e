using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0202: lets a handler take what its stream carries.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TupleTypeFix)), Shared]
public sealed class TupleTypeFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0202"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
        => facts.At<MethodDeclarationSyntax>(diagnostic) is { ParameterList.Parameters: [{ Type: { } type }, ..] }
            && diagnostic.Properties.TryGetValue(ProblemKeys.Type, out string? tuple) && tuple is not null
            ? [new Remedy(
                $"Take '{tuple.Substring(tuple.LastIndexOf('.') + 1)}'",
                "take",
                editor => editor.ReplaceNode(type, SyntaxFactory.ParseTypeName(tuple).WithTriviaFrom(type).WithAdditionalAnnotations(Simplifier.Annotation)))]
            : [];
}
