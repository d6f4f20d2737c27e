using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Problems that every kind of declaration can have.</summary>
internal static class Problems
{
    /// <summary>The declaration or one around it is not partial, so that no part of it can be generated.</summary>
    public static Finding? NotPartial(INamedTypeSymbol type, TypeShape shape)
    {
        if (shape.NotPartial is null)
        {
            return null;
        }

        if (shape.NotPartial.Length == 0)
        {
            return new Finding(Problem.Consequence("a name is missing", "complete it"), null);
        }

        if (!TypeShapeParser.IsPartial(type))
        {
            return new Finding(NotPartial(type.Name), TypeShapeParser.NotPartialAt(type));
        }

        INamedTypeSymbol outer = type;
        for (INamedTypeSymbol? current = type.ContainingType; current is not null; current = current.ContainingType)
        {
            outer = TypeShapeParser.IsPartial(current) ? outer : current;
        }

        // A topology or the like is reported by itself.
        Problem problem = NotPartial(outer.Name);
        return new Finding(outer.IsMarked() ? problem with { Rule = null } : problem, TypeShapeParser.NotPartialAt(outer));
    }

    private static Problem NotPartial(string name)
        => new(TG0101.Rule, $"'{name}' is not partial, so nothing can be added to it", $"declare '{name}' as partial");

    /// <summary>Generated code stands in another file.</summary>
    public static Problem? FileLocal(TypeShape shape, DiagnosticDescriptor rule)
        => shape.IsFileLocal ? new Problem(rule, "a type that is local to its file cannot be completed by generated code", "make it internal") : null;

    /// <summary>The generator itself failed; the user is told instead of losing everything else that is generated.</summary>
    public static Problem Internal(Exception exception)
        => new(
            TG0901.Rule,
            $"the generator failed with {exception.GetType().Name}: {exception.Message.Replace('\r', ' ').Replace('\n', ' ')}",
            "report this as a bug of TopoGen");
}
