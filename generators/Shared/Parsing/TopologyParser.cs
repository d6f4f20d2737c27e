using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="TopologyModel"/>.</summary>
internal static class TopologyParser
{
    private const int MaxKeyGroups = 32_768;

    public static TopologyModel Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TypeShape shape = TypeShapeParser.Parse(type);
        AttributeData attribute = type.Find(KnownNames.TopologyAttribute)!;
        var problems = new ProblemCollector();
        bool canImplement = CheckDeclaration(type, shape, problems);
        string name = attribute.Text() ?? "";
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive }])
        {
            problems.AddConsequence("the topology's name is not known");
        }
        else if (name.Length == 0 || !name.All(static c => c is '-' or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
        {
            problems.Add($"'{name}' is not a topology name", "use letters, digits, '-' and '_'");
        }

        int keyGroups = attribute.Argument("KeyGroups", 256);
        if (keyGroups is < 1 or > MaxKeyGroups || (keyGroups & (keyGroups - 1)) != 0)
        {
            problems.Add($"KeyGroups is {keyGroups.ToString(CultureInfo.InvariantCulture)}", "declare a power of two, 1 to 32768");
        }

        int delivery = attribute.Argument("Delivery", 0);
        if (delivery < 0 || delivery >= Deliveries.All.Count)
        {
            problems.Add("its Delivery is no member of that enum", $"use {Suggestion.List(Deliveries.All)}");
            delivery = 0;
        }

        return new TopologyModel(
            shape,
            name,
            Deliveries.All[delivery],
            keyGroups,
            Includes(type, problems),
            NeedsConstructor: type.BaseType?.SpecialType == SpecialType.System_Object
                && type.InstanceConstructors.All(static c => c.IsImplicitlyDeclared),
            HasConfigureServices: ConfigureServices(type, problems),
            canImplement,
            problems.First);
    }

    /// <summary>A topology with a problem; its definition throws.</summary>
    public static TopologyModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        bool canImplement = CheckDeclaration(type, shape, new ProblemCollector());
        return new TopologyModel(shape, "", Deliveries.AtMostOnce, 256, [], NeedsConstructor: false, HasConfigureServices: false, canImplement, problem);
    }

    private static bool CheckDeclaration(INamedTypeSymbol type, TypeShape shape, ProblemCollector problems)
    {
        problems.Add(Problems.NotPartial(shape) ?? Problems.FileLocal(shape));
        if (type.IsStatic)
        {
            problems.Add("a topology cannot be static, because a static class implements no interface", "declare it 'sealed partial'; nobody can create it either");
        }

        if (shape.IsGeneric)
        {
            problems.Add("a topology cannot be generic", "remove the type parameters");
        }

        bool isVisible = true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            isVisible &= current.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
        }

        if (!isVisible)
        {
            problems.Add("the program cannot see a topology that is private or protected", "make it and what contains it internal or public");
        }

        return isVisible && shape is { CanAddPart: true, IsGeneric: false } && !type.IsStatic && type.TypeKind == TypeKind.Class;
    }

    private static EquatableArray<IncludeModel> Includes(INamedTypeSymbol type, ProblemCollector problems)
    {
        var includes = new List<IncludeModel>();
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => TypeNames.Is(a.AttributeClass, KnownNames.IncludeAttribute)))
        {
            if (attribute.AttributeClass is not { TypeArguments: [var argument] } || argument.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence("an included component is unknown");
                continue;
            }

            if (argument is not INamedTypeSymbol included || !included.IsComponent())
            {
                problems.Add($"included '{TypeNames.Short(argument)}' is not a component", "name a class marked [Spout] or [Bolt]");
            }
            else if (included.IsInSource())
            {
                includes.Add(new IncludeModel(TypeNames.Of(included), External: null));
            }
            else if (!included.AllInterfaces.Any(static i => i.Name == "IComponent" && TypeNames.Namespace(i) == "TopoGen.Runtime"))
            {
                problems.Add($"included '{included.Name}' was built without the generator", "reference TopoGen in its project");
            }
            else
            {
                includes.Add(new IncludeModel(TypeNames.Of(included), ComponentParser.Included(included)));
            }
        }

        return includes.OrderBy(static i => i.FullName, StringComparer.Ordinal).Distinct().ToEquatableArray();
    }

    private static bool ConfigureServices(INamedTypeSymbol type, ProblemCollector problems)
    {
        List<IMethodSymbol> methods = type.GetMembers("ConfigureServices").OfType<IMethodSymbol>().ToList();
        bool found = methods.Any(static m => m is { IsStatic: true, ReturnsVoid: true, IsAsync: false, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None } only] }
            && TypeNames.Of(only.Type) == Names.ServiceCollection);
        if (!found && methods.Count > 0)
        {
            if (methods.Any(static m => m.Parameters.Any(static p => p.Type.TypeKind == TypeKind.Error)))
            {
                problems.AddConsequence("a type in the signature of 'ConfigureServices' is unknown");
            }
            else
            {
                problems.Add("'ConfigureServices' has a wrong signature", "declare it as 'static void ConfigureServices(IServiceCollection services)'");
            }
        }

        return found;
    }
}
