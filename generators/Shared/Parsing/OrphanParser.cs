using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Partial outputs outside of components: somebody forgot <c>[Spout]</c> or <c>[Bolt]</c>.</summary>
internal static class OrphanParser
{
    public static readonly Problem Problem = new(
        TG0115.Rule,
        "it has outputs and is not a component", "mark the class [Spout] or [Bolt], or declare the outputs of a base class 'protected abstract'");

    /// <summary>All that is wrong with it.</summary>
    public static Finding Finding(INamedTypeSymbol type, OrphanModel model)
        => Problems.NotPartial(type, model.Shape) ?? new Finding(Problem, null);

    /// <summary>Null where the class is a component, has nothing to implement, or another of its outputs stands for it.</summary>
    public static OrphanModel? Parse(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (type.IsComponent())
        {
            return null;
        }

        List<IMethodSymbol> outputs = OutputParser.Methods(type)
            .Where(m => OutputParser.IsUnimplemented(m)
                && SymbolEqualityComparer.Default.Equals(m.ContainingType, type))
            .ToList();
        return outputs.Count > 0 && SymbolEqualityComparer.Default.Equals(outputs[0], method)
            ? new OrphanModel(
                TypeShapeParser.Parse(type),
                outputs.Select(static m => new OutputModel(MethodSignature.Implementing(m), IsOverride: false, -1, "")).ToEquatableArray())
            : null;
    }
}
