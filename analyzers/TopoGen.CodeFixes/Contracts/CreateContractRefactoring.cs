using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TopoGen.Analyzers.Contracts;
using TopoGen.Generators;

namespace TopoGen.CodeFixes.Contracts;

/// <summary>Offers, on a topology of a project without one, to create <c>TopoGen.Topology.txt</c>.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(CreateContractRefactoring)), Shared]
public sealed class CreateContractRefactoring : CodeRefactoringProvider
{
    private const string Title = "Create TopoGen.Topology.txt";

    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Project project = context.Document.Project;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || !declaration.Identifier.Span.IntersectsWith(context.Span)
            || ContractUpdate.FileOf(project) is not null)
        {
            return;
        }

        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type
            || !type.Has(KnownNames.TopologyAttribute)
            || DeclaredContracts.FileOf(model.Compilation, context.CancellationToken) is null)
        {
            return;
        }

        context.RegisterRefactoring(CodeAction.Create(Title, cancellation => ContractUpdate.ApplyAsync(project, cancellation), Title));
    }
}
