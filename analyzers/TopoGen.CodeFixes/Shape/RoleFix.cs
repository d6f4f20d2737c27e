using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Shape;

/// <summary>TG0103: keeps one of a component's roles.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RoleFix)), Shared]
public sealed class RoleFix : RemedyProvider
{
    private static readonly (string Name, string Attribute)[] Roles =
    [
        ("Spout", KnownNames.SpoutAttribute),
        ("Bolt", KnownNames.BoltAttribute),
        ("Sink", KnownNames.SinkAttribute),
    ];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0103"];

    private protected override IEnumerable<Remedy> Remedies(DocumentFacts facts, Diagnostic diagnostic)
    {
        if (facts.At<ClassDeclarationSyntax>(diagnostic) is not { } declaration)
        {
            return [];
        }

        List<(string Name, AttributeSyntax Attribute)> roles = Roles
            .Select(role => (role.Name, Attribute: Attributes.Find(declaration, role.Attribute, facts.Model)))
            .Where(static role => role.Attribute is not null)
            .Select(static role => (role.Name, role.Attribute!))
            .ToList();
        bool asks = declaration.Members.OfType<MethodDeclarationSyntax>().Any(static method => method.Identifier.ValueText is "Next" or "NextAsync");
        return roles.Count < 2
            ? []
            : roles.OrderBy(role => (role.Name == "Spout") == asks ? 0 : 1).Select(kept => Keep(declaration, kept.Name, roles));
    }

    private static Remedy Keep(ClassDeclarationSyntax declaration, string kept, List<(string Name, AttributeSyntax Attribute)> roles)
    {
        List<string> removed = roles.Where(role => role.Name != kept).Select(static role => role.Attribute.ToString()).ToList();
        return new Remedy($"Keep [{kept}]", $"keep {kept}", editor => editor.ReplaceNode(
            declaration, (node, _) => removed.Aggregate((MemberDeclarationSyntax)node, Attributes.Without)));
    }
}
