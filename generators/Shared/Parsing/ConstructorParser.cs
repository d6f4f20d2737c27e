using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The constructor that the container's services go into: the public one with most parameters.</summary>
internal static class ConstructorParser
{
    /// <param name="component">A component, or the class of a sink.</param>
    /// <param name="at">Where problems show; null for the place in the class itself.</param>
    /// <param name="problems">Where problems go.</param>
    public static IReadOnlyList<InjectionModel> Parse(INamedTypeSymbol component, Location? at, ProblemCollector problems)
    {
        List<IMethodSymbol> constructors = component.InstanceConstructors
            .Where(static c => c.DeclaredAccessibility == Accessibility.Public)
            .OrderByDescending(static c => c.Parameters.Length)
            .ToList();
        if (constructors.Count == 0)
        {
            problems.Add(TG0106.Rule, at, $"'{component.Name}' has no public constructor", "make one public: the engine creates the tasks");
            return [];
        }

        IMethodSymbol chosen = constructors[0];
        if (constructors.Count > 1 && constructors[1].Parameters.Length == chosen.Parameters.Length)
        {
            problems.Add(
                TG0106.Rule,
                at ?? Spot.Of(constructors[1]),
                $"'{component.Name}' has several public constructors of {chosen.Parameters.Length} parameters",
                "leave one public: the one with most parameters is used");
            return [];
        }

        if (RequiredMember(component) is { } required && !chosen.GetAttributes().Any(static a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute"))
        {
            problems.Add(TG0106.Rule, at ?? Spot.Of(required), $"member '{required.Name}' is required, and nothing sets it", "take the value as a constructor parameter");
            return [];
        }

        var arguments = new List<InjectionModel>();
        foreach (IParameterSymbol parameter in chosen.Parameters)
        {
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence($"the type of constructor parameter '{parameter.Name}' is unknown");
                return [];
            }

            if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.Type.IsRefLikeType
                || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            {
                problems.Add(
                    TG0106.Rule,
                    at ?? Spot.Of(parameter),
                    $"constructor parameter '{parameter.Name}' of type '{(parameter.RefKind is RefKind.None or RefKind.In ? "" : "ref ")}{TypeNames.Short(parameter.Type)}' cannot be a service",
                    "take a class, interface or struct by value");
                return [];
            }

            InjectionModel argument = Argument(parameter);
            if (argument.Kind == InjectionKind.Required && IsPrimitive(parameter.Type))
            {
                problems.Add(
                    TG0106.Rule,
                    at ?? Spot.Of(parameter),
                    $"constructor parameter '{parameter.Name}' is a plain '{TypeNames.Short(parameter.Type)}', which no container has as a service",
                    "take a [Parameters] record or an options class that has it, or give the parameter a default");
                return [];
            }

            arguments.Add(argument);
        }

        return arguments;
    }

    private static InjectionModel Argument(IParameterSymbol parameter)
    {
        TypeRef type = TypeRef.Of(parameter.Type) with { IsAnnotated = false };
        return type.FullName == Names.ServiceProvider ? new InjectionModel(InjectionKind.Provider, type, "")
            : parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated
            ? new InjectionModel(InjectionKind.Optional, Underlying(parameter, type), ConstantFormatter.Default(parameter))
            : new InjectionModel(InjectionKind.Required, type, "");
    }

    private static TypeRef Underlying(IParameterSymbol parameter, TypeRef type)
        => parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? TypeRef.Of(nullable.TypeArguments[0])
            : type;

    private static bool IsPrimitive(ITypeSymbol type) => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String
        or (>= SpecialType.System_SByte and <= SpecialType.System_Double);

    private static ISymbol? RequiredMember(INamedTypeSymbol component)
        => component.BaseFirst()
            .SelectMany(static t => t.GetMembers())
            .FirstOrDefault(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
}
