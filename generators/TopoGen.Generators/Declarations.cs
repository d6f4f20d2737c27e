using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TopoGen.Generators;

/// <summary>What happens to every declaration that an attribute was found on.</summary>
internal static class Declarations
{
    private static bool IsType(SyntaxNode node, CancellationToken cancellation) => node is TypeDeclarationSyntax;

    public static bool IsMethod(SyntaxNode node, CancellationToken cancellation) => node is MethodDeclarationSyntax;

    /// <summary>Calls a parser; where it fails, the declaration is a stub that says so, and all others are still generated.</summary>
    /// <param name="parse">Null for what another pipeline takes care of.</param>
    /// <param name="stub">The model of a declaration that has a problem.</param>
    private static Located<T>? Parse<T>(
        GeneratorAttributeSyntaxContext context,
        Func<INamedTypeSymbol, CancellationToken, Parsed<T>?> parse,
        Func<INamedTypeSymbol, Problem, T> stub,
        CancellationToken cancellation)
        where T : class, IEquatable<T>
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !IsFirst(context))
        {
            return null;
        }

        Parsed<T>? parsed;
        try
        {
            parsed = parse(type, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Problem problem = Problems.Internal(exception);
            parsed = new Parsed<T>(stub(type, problem), [new Finding(problem, null)]);
        }

        return parsed is null
            ? null
            : Locate(type, parsed, ((BaseTypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation(), context.SemanticModel.Compilation);
    }

    /// <summary>All types with an attribute, parsed.</summary>
    /// <param name="syntax">Where to look.</param>
    /// <param name="attribute">The attribute's metadata name.</param>
    /// <param name="parse">A static method, as <paramref name="stub"/>: nothing of a compilation may be captured.</param>
    /// <param name="stub">The model of a declaration that has a problem.</param>
    public static IncrementalValuesProvider<Located<T>> Of<T>(
        SyntaxValueProvider syntax,
        string attribute,
        Func<INamedTypeSymbol, CancellationToken, Parsed<T>?> parse,
        Func<INamedTypeSymbol, Problem, T> stub)
        where T : class, IEquatable<T>
        => syntax.ForAttributeWithMetadataName(attribute, IsType, (context, cancellation) => Parse(context, parse, stub, cancellation)).WhereNotNull();

    /// <summary>The first of a class's outputs stands for them all.</summary>
    public static Located<OrphanModel>? ParseOrphan(GeneratorAttributeSyntaxContext context)
        => context.TargetSymbol is IMethodSymbol { ContainingType: { } type } method && OrphanParser.Parse(method) is { } model
            ? Locate(type, new Parsed<OrphanModel>(model, [OrphanParser.Finding(type, model)]), NameOf(context.TargetNode), context.SemanticModel.Compilation)
            : null;

    public static Declarations<T> Split<T>(IncrementalValuesProvider<Located<T>> source, string locatedStep, string modelStep)
        where T : class, IEquatable<T>
    {
        IncrementalValuesProvider<Located<T>> located = source.WithTrackingName(locatedStep);
        return new Declarations<T>(located, located.Select(static (item, _) => item.Model).WithTrackingName(modelStep));
    }

    private static Location NameOf(SyntaxNode method)
        => (method.Parent as BaseTypeDeclarationSyntax)?.Identifier.GetLocation() ?? method.GetLocation();

    private static Located<T> Locate<T>(INamedTypeSymbol type, Parsed<T> parsed, Location name, Compilation compilation)
        where T : class, IEquatable<T>
    {
        DeclarationLocation location = DeclarationLocation.Of(name);

        // What is inherited may be written in another project, where an editor lets us look.
        DeclarationLocation At(Location? at) => at?.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree) ? DeclarationLocation.Of(at) : location;
        return new Located<T>(
            parsed.Model,
            location,
            parsed.Findings.Where(static f => !f.Problem.IsConsequence)
                .Select(f => new LocatedProblem(f.Problem, At(f.At))).ToEquatableArray(),
            parsed.Places.Select(p => new LocatedPlace(p.Place, At(p.Location))).ToEquatableArray(),
            parsed.Findings.Count > 0 && DeclarationErrors.HideAnalyzers(type));
    }

    /// <summary>
    /// Whether this is the first declaration of its type with the attribute: where a user writes it on several parts by
    /// mistake, the type is still generated once.
    /// </summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context)
    {
        AttributeData mine = context.Attributes[0];
        foreach (AttributeData attribute in context.TargetSymbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, mine.AttributeClass))
            {
                return attribute.ApplicationSyntaxReference is not { } reference
                    || (reference.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(reference.Span));
            }
        }

        return true;
    }
}
