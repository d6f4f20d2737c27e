using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TopoGen.CodeFixes.Contracts;

/// <summary>TG0407, TG0408: writes <c>TopoGen.Topology.txt</c> anew.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpdateContractFix)), Shared]
public sealed class UpdateContractFix : CodeFixProvider
{
    private const string Title = "Update TopoGen.Topology.txt";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TG0407", "TG0408"];

    public override FixAllProvider GetFixAllProvider() => new EveryProject();

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        context.RegisterCodeFix(CodeAction.Create(Title, cancellation => ContractUpdate.ApplyAsync(project, cancellation), Title), context.Diagnostics);
        return Task.CompletedTask;
    }

    /// <summary>One update of the file serves all of a project's diagnostics.</summary>
    private sealed class EveryProject : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
            => Task.FromResult<CodeAction?>(CodeAction.Create(Title, cancellation => UpdateAsync(fixAllContext, cancellation), Title));

        private static async Task<Solution> UpdateAsync(FixAllContext context, CancellationToken cancellation)
        {
            Solution solution = context.Solution;
            IEnumerable<ProjectId> projects = context.Scope == FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id];
            foreach (ProjectId id in projects)
            {
                if (solution.GetProject(id) is { } project && ContractUpdate.FileOf(project) is not null)
                {
                    solution = await ContractUpdate.ApplyAsync(project, cancellation).ConfigureAwait(false);
                }
            }

            return solution;
        }
    }
}
