using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;
using ArgumentKind = Microsoft.CodeAnalysis.Operations.ArgumentKind;

namespace TopoGen.Analyzers;

/// <summary>TG0606: work that cannot be called off holds up the end of a run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancellationAnalyzer : ComponentAnalyzer
{
    /// <summary>The property with the token's name, for the fix.</summary>
    internal const string Token = nameof(Token);

    /// <summary>The property with the name of the parameter that takes it, where others stand before it.</summary>
    internal const string Parameter = nameof(Parameter);

    internal static readonly DiagnosticDescriptor Rule = new(
        id: "TG0606",
        title: "Cancellation token is not passed on",
        messageFormat: "'{0}' takes a cancellation token and is not given '{1}': it goes on when the run is broken off",
        category: RuleCategory.HotPath,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The token of an asynchronous handler or spout is cancelled when nobody wants its result any more. What does not know it keeps the task from ending.",
        helpLinkUri: RuleHelp.Prefix + "TG0606.md");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Register(CompilationStartAnalysisContext context, ComponentFacts facts)
    {
        if (context.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken") is { } token)
        {
            context.RegisterOperationAction(operation => Call(operation, facts, token), OperationKind.Invocation);
        }
    }

    private static void Call(OperationAnalysisContext context, ComponentFacts facts, INamedTypeSymbol token)
    {
        if (context.ContainingSymbol is not IMethodSymbol { Parameters: { IsEmpty: false } parameters }
            || parameters.FirstOrDefault(p => Is(p.Type, token)) is not { } given
            || facts.ComponentAround(context.ContainingSymbol) is null)
        {
            return;
        }

        var call = (IInvocationOperation)context.Operation;
        if (call.FunctionsAround().Any()
            || (!call.Type.IsTask() && call.Type?.Name != "IAsyncEnumerable")
            || Missing(call, token, context.Compilation, context.ContainingSymbol.ContainingType) is not { } missing)
        {
            return;
        }

        bool mustBeNamed = call.Arguments.Any(static a => a.ArgumentKind == ArgumentKind.DefaultValue && !Equals(a.Parameter?.Type.Name, "CancellationToken"));
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            call.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Token, given.Name).Add(Parameter, mustBeNamed ? missing : null),
            call.TargetMethod.Name,
            given.Name));
    }

    /// <summary>The parameter that would take the token; null where there is none, or it has been given one.</summary>
    private static string? Missing(IInvocationOperation call, INamedTypeSymbol token, Compilation compilation, INamedTypeSymbol within)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(a => a.Parameter is { } p && Is(p.Type, token)) is { } argument)
        {
            return argument.ArgumentKind == ArgumentKind.DefaultValue ? argument.Parameter!.Name : null;
        }

        IMethodSymbol definition = method.ReducedFrom ?? method.OriginalDefinition;
        if (call.Arguments.Any(static a => a.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.DefaultValue))
        {
            return null;
        }

        foreach (IMethodSymbol other in definition.ContainingType.GetMembers(definition.Name).OfType<IMethodSymbol>())
        {
            if (other.Parameters.Length == definition.Parameters.Length + 1 && other.Arity == definition.Arity && other.IsStatic == definition.IsStatic
                && Is(other.Parameters[other.Parameters.Length - 1].Type, token)
                && definition.Parameters.Zip(other.Parameters, static (x, y) => x.RefKind == y.RefKind && SameType(x.Type, y.Type)).All(static same => same)
                && SameType(other.ReturnType, definition.ReturnType)
                && compilation.IsSymbolAccessibleWithin(other, within))
            {
                return other.Parameters[other.Parameters.Length - 1].Name;
            }
        }

        return null;
    }

    /// <summary>Type parameters of two overloads are not the same symbol.</summary>
    private static bool SameType(ITypeSymbol left, ITypeSymbol right)
        => SymbolEqualityComparer.Default.Equals(left, right) || left.ToDisplayString() == right.ToDisplayString();

    private static bool Is(ITypeSymbol type, INamedTypeSymbol token) => SymbolEqualityComparer.Default.Equals(type, token);
}
