using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The constructor that the container's services go into: the public one with most parameters.</summary>
internal static class ConstructorParser
{
    public static IReadOnlyList<InjectionModel> Parse(INamedTypeSymbol component, ProblemCollector problems)
    {
        List<IMethodSymbol> constructors = component.InstanceConstructors
            .Where(static c => c.DeclaredAccessibility == Accessibility.Public)
            .OrderByDescending(static c => c.Parameters.Length)
            .ToList();
        if (constructors.Count == 0)
        {
            problems.Add($"'{component.Name}' has no public constructor", "make one public: the engine creates the tasks");
            return [];
        }

        IMethodSymbol chosen = constructors[0];
        if (constructors.Count > 1 && constructors[1].Parameters.Length == chosen.Parameters.Length)
        {
            problems.Add(
                $"'{component.Name}' has several public constructors of {chosen.Parameters.Length} parameters",
                "leave one public: the one with most parameters is used");
            return [];
        }

        if (RequiredMember(component) is { } required && !chosen.GetAttributes().Any(static a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute"))
        {
            problems.Add($"member '{required}' is required, and nothing sets it", "take the value as a constructor parameter");
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
                    $"constructor parameter '{parameter.Name}' of type '{MethodSignature.Parameter(parameter)}' cannot be a service",
                    "take a class, interface or struct by value");
                return [];
            }

            arguments.Add(Argument(parameter));
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

    private static string? RequiredMember(INamedTypeSymbol component)
        => component.BaseFirst()
            .SelectMany(static t => t.GetMembers())
            .FirstOrDefault(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })?.Name;
}
