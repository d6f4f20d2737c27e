using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.CodeFixes.Wiring;

/// <summary>TG0208: a bolt that only its first task can serve gets that one only.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParallelismFix)), Shared]
public sealed class ParallelismFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0208"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<AttributeArgumentSyntax>(diagnostic) is not { NameEquals.Name.Identifier.ValueText: "Parallelism", Parent: AttributeArgumentListSyntax list } argument
            || list.Parent is not AttributeSyntax attribute)
        {
            return [];
        }

        int index = list.Arguments.IndexOf(argument);
        return
        [
            new Remedy("Use one task", "one task", editor => editor.ReplaceNode(attribute, (node, _) =>
            {
                var current = (AttributeSyntax)node;
                return current.ArgumentList!.Arguments.Count == 1
                    ? current.WithArgumentList(null)
                    : current.WithArgumentList(current.ArgumentList.WithArguments(current.ArgumentList.Arguments.RemoveAt(index)));
            })),
        ];
    }
}
