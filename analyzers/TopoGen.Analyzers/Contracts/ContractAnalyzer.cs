using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TopoGen.Contracts;
using TopoGen.Generators;

namespace TopoGen.Analyzers.Contracts;

/// <summary>Compares topologies with the file in which the project has recorded their contract. Does nothing where there is no such file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Broken = new(
        id: "TG0407",
        title: "Change breaks what is stored or running",
        messageFormat: "{0}; {1}",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "TopoGen.Topology.txt records what stored state and running workers rely on. What it says is no longer what is declared. Where the change is meant, the file is updated with it, so that it is seen in a review.",
        helpLinkUri: RuleHelp.Prefix + "TG0407.md");

    private static readonly DiagnosticDescriptor Stale = new(
        id: "TG0408",
        title: "Contract file is not up to date",
        messageFormat: "{0}; nothing breaks by it: update TopoGen.Topology.txt by its code fix when you commit",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "TopoGen.Topology.txt does not show the topology as it is. What is stored and running can go on all the same.",
        helpLinkUri: RuleHelp.Prefix + "TG0408.md");

    private static readonly DiagnosticDescriptor Unreadable = new(
        id: "TG0411",
        title: "Contract file cannot be read",
        messageFormat: "Line {0}: {1}; correct it, or delete the file and write it anew by 'describe --contract TopoGen.Topology.txt'",
        category: RuleCategory.State,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "TopoGen.Topology.txt is compared with what is declared, and so has to be understood.",
        helpLinkUri: RuleHelp.Prefix + "TG0411.md");

    private const string Update =
        "if that is meant, update TopoGen.Topology.txt by its code fix or by 'dotnet run --property:TopoGenContract=off -- describe --contract TopoGen.Topology.txt'";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Broken, Stale, Unreadable];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            AdditionalText? file = start.Options.AdditionalFiles.FirstOrDefault(static f => Path.GetFileName(f.Path) == ContractFile.Name);
            if (file?.GetText(start.CancellationToken) is not { } text)
            {
                return;
            }

            ImmutableArray<ContractTopology> before = ContractParser.Parse(text.ToString(), out (int Line, string Reason)? problem);
            if (problem is { } unreadable)
            {
                start.RegisterAdditionalFileAction(action => ReportUnreadable(action, file, unreadable));
                return;
            }

            Compilation compilation = start.Compilation;
            CancellationToken cancellation = start.CancellationToken;
            var changes = new Lazy<ILookup<ISymbol?, Diagnostic>>(() => Compare(before, compilation, cancellation));
            start.RegisterSymbolAction(
                action =>
                {
                    foreach (Diagnostic diagnostic in changes.Value[action.Symbol])
                    {
                        action.ReportDiagnostic(diagnostic);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterAdditionalFileAction(action => ReportGone(action, file, before));
        });
    }

    private static ILookup<ISymbol?, Diagnostic> Compare(ImmutableArray<ContractTopology> before, Compilation compilation, CancellationToken cancellation)
    {
        var diagnostics = new List<(ISymbol Owner, Diagnostic Diagnostic)>();
        foreach ((INamedTypeSymbol symbol, string? text) in DeclaredContracts.Of(compilation, cancellation))
        {
            if (text is null || ContractParser.Parse(text, out _) is not [{ } now])
            {
                continue;
            }

            var places = new ContractPlaces(symbol, compilation, cancellation);
            IReadOnlyList<ContractChange> changes = before.FirstOrDefault(t => t.Name == now.Name) is { } recorded
                ? ContractComparison.Of(recorded, now)
                : [new ContractChange(false, ContractElement.Topology, "", "", $"topology '{now.Name}' is new")];
            List<ContractChange> breaking = [.. changes.Where(static c => c.IsBreaking)];
            foreach (ContractChange change in breaking.Count > 0 ? breaking : changes.Take(1))
            {
                (INamedTypeSymbol owner, Location at) = places.Of(change);
                diagnostics.Add((owner, change.IsBreaking
                    ? Diagnostic.Create(Broken, at, change.Text, change.Advice.Length > 0 ? $"{change.Advice}, or, {Update}" : Update)
                    : Diagnostic.Create(Stale, at, change.Text)));
            }
        }

        return diagnostics.ToLookup(static d => (ISymbol?)d.Owner, static d => d.Diagnostic, SymbolEqualityComparer.Default);
    }

    private static void ReportUnreadable(AdditionalFileAnalysisContext action, AdditionalText file, (int Line, string Reason) problem)
    {
        if (action.AdditionalFile == file)
        {
            action.ReportDiagnostic(Diagnostic.Create(Unreadable, At(action, problem.Line), problem.Line + 1, problem.Reason));
        }
    }

    /// <summary>A topology that is no longer there has no other place.</summary>
    private static void ReportGone(AdditionalFileAnalysisContext action, AdditionalText file, ImmutableArray<ContractTopology> before)
    {
        if (action.AdditionalFile != file)
        {
            return;
        }

        ImmutableArray<(INamedTypeSymbol Topology, string? Text)> contracts = DeclaredContracts.Of(action.Compilation, action.CancellationToken);
        if (contracts.Any(static c => c.Text is null))
        {
            return;
        }

        HashSet<string> names = [.. contracts.SelectMany(static c => ContractParser.Parse(c.Text!, out _)).Select(static t => t.Name)];
        foreach (ContractTopology gone in before.Where(t => !names.Contains(t.Name)))
        {
            string text = $"topology '{gone.Name}' is gone{(gone.KeepsState ? ", and with it what is stored under its name" : "")}";
            action.ReportDiagnostic(gone.KeepsState
                ? Diagnostic.Create(Broken, At(action, gone.Line), text, $"call it '{gone.Name}' again, or, {Update}")
                : Diagnostic.Create(Stale, At(action, gone.Line), text));
        }
    }

    private static Location At(AdditionalFileAnalysisContext action, int line)
    {
        TextLine found = action.AdditionalFile.GetText(action.CancellationToken)!.Lines[line];
        return Location.Create(
            action.AdditionalFile.Path,
            found.Span,
            new LinePositionSpan(new LinePosition(line, 0), new LinePosition(line, found.Span.Length)));
    }
}
