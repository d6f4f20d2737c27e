using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0107: adds the methods by which a spout hears what became of its messages.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HearFix)), Shared]
public sealed class HearFix : RemedyProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0107"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<ClassDeclarationSyntax>(diagnostic) is not { } declaration
            || !diagnostic.Properties.TryGetValue(ProblemKeys.Missing, out string? missing)
            || !diagnostic.Properties.TryGetValue(ProblemKeys.Type, out string? id)
            || missing is null)
        {
            return [];
        }

        string[] names = missing.Split(',');
        string[] members = [.. names.Select(name => Method(name, id!))];
        return
        [
            new Remedy(
                $"Add {string.Join(" and ", names.Select(static name => $"'{name}'"))}",
                "hear",
                editor => editor.ReplaceNode(declaration, (node, _) => Members.Append((ClassDeclarationSyntax)node, members))),
        ];
    }

    /// <summary>A body that does nothing would lose what failed without a word.</summary>
    private static string Method(string name, string id) => name == "Ack"
        ? $"public void Ack({id} messageId)\n{{\n}}\n"
        : $"public void Fail({id} messageId, global::TopoGen.FailReason reason)\n{{\nthrow new global::System.NotImplementedException(\"Emit the message again.\");\n}}\n";
}
