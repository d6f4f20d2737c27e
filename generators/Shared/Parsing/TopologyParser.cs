using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>Symbol to <see cref="TopologyModel"/>.</summary>
internal static class TopologyParser
{
    private const int MaxKeyGroups = 32_768;

    public static Parsed<TopologyModel> Parse(INamedTypeSymbol type, CancellationToken cancellation)
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
            problems.Add(TG0703.Rule, Spot.Argument(attribute, 0), $"'{name}' is not a topology name", "use letters, digits, '-' and '_'");
        }

        int keyGroups = attribute.Argument("KeyGroups", 256);
        if (keyGroups is < 1 or > MaxKeyGroups || (keyGroups & (keyGroups - 1)) != 0)
        {
            problems.Add(TG0703.Rule, Spot.Argument(attribute, "KeyGroups"), $"KeyGroups is {keyGroups.ToString(CultureInfo.InvariantCulture)}", "declare a power of two, 1 to 32768");
        }

        string? option = attribute.Argument<string?>("Option", null);
        if (option is not null && !IsOption(option))
        {
            problems.Add(TG0703.Rule, Spot.Argument(attribute, "Option"), $"'{option}' is not the name of an option", "write '--' and small letters, digits and '-'");
        }

        int delivery = attribute.Argument("Delivery", 0);
        if (delivery < 0 || delivery >= Deliveries.All.Count)
        {
            problems.Add(TG0703.Rule, Spot.Argument(attribute, "Delivery"), "its Delivery is no member of that enum", $"use {Suggestion.List(Deliveries.All)}");
            delivery = 0;
        }

        IReadOnlyList<(IncludeModel Model, Location? At)> includes = Includes(type, problems);
        var model = new TopologyModel(
            shape,
            name,
            Deliveries.All[delivery],
            keyGroups,
            option,
            includes.Select(static i => i.Model).ToEquatableArray(),
            NeedsConstructor: type.BaseType?.SpecialType == SpecialType.System_Object
                && type.InstanceConstructors.All(static c => c.IsImplicitlyDeclared),
            HasConfigureServices: ConfigureServices(type, problems),
            canImplement,
            problems.First);
        List<PlacedLocation> places = includes
            .Select(static (include, i) => (Place: new Place(PlaceKind.Include, i), include.At))
            .Append((Place: new Place(PlaceKind.Title), At: Spot.Argument(attribute, 0)))
            .Where(static p => p.At is not null)
            .Select(static p => new PlacedLocation(p.Place, p.At!))
            .ToList();
        return new Parsed<TopologyModel>(model, problems.Findings, places);
    }

    /// <summary>A topology with a problem; its definition throws.</summary>
    public static TopologyModel Stub(INamedTypeSymbol type, Problem problem)
    {
        TypeShape shape = TypeShapeParser.Parse(type);
        bool canImplement = CheckDeclaration(type, shape, new ProblemCollector());
        return new TopologyModel(shape, "", Deliveries.AtMostOnce, 256, Option: null, [], NeedsConstructor: false, HasConfigureServices: false, canImplement, problem);
    }

    private static bool IsOption(string text)
        => text.Length > 3 && text.StartsWith("--", StringComparison.Ordinal) && text[2] is >= 'a' and <= 'z'
            && text.Skip(2).All(static c => c is '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z'));

    private static bool CheckDeclaration(INamedTypeSymbol type, TypeShape shape, ProblemCollector problems)
    {
        Finding? notPartial = Problems.NotPartial(type, shape);
        problems.Add(notPartial);
        if (notPartial is null && Problems.FileLocal(shape, TG0113.Rule) is { } fileLocal)
        {
            problems.Add(fileLocal, null);
        }

        if (type.IsStatic)
        {
            problems.Add(TG0113.Rule, Spot.Modifier(type, SyntaxKind.StaticKeyword), "a topology cannot be static, because a static class implements no interface", "declare it 'sealed partial'; nobody can create it either");
        }

        if (shape.IsGeneric)
        {
            problems.Add(TG0113.Rule, null, "a topology cannot be generic", "remove the type parameters");
        }

        bool isVisible = true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            isVisible &= current.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
        }

        if (!isVisible)
        {
            problems.Add(TG0113.Rule, null, "the program cannot see a topology that is private or protected", "make it and what contains it internal or public");
        }

        return isVisible && shape is { CanAddPart: true, IsGeneric: false } && !type.IsStatic && type.TypeKind == TypeKind.Class;
    }

    private static IReadOnlyList<(IncludeModel Model, Location? At)> Includes(INamedTypeSymbol type, ProblemCollector problems)
    {
        var includes = new List<(IncludeModel Model, Location? At)>();
        foreach (AttributeData attribute in type.GetAttributes().Where(static a => TypeNames.Is(a.AttributeClass, KnownNames.IncludeAttribute)))
        {
            if (attribute.AttributeClass is not { TypeArguments: [var argument] } || argument.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence("an included component is unknown");
                continue;
            }

            if (argument is not INamedTypeSymbol included || !included.IsComponent())
            {
                problems.Add(TG0114.Rule, Spot.TypeArgument(attribute, 0), $"included '{TypeNames.Short(argument)}' is not a component", "name a class marked [Spout] or [Bolt]");
            }
            else if (SymbolEqualityComparer.Default.Equals(included.ContainingAssembly, type.ContainingAssembly))
            {
                includes.Add((new IncludeModel(TypeNames.Of(included), External: null), Spot.TypeArgument(attribute, 0)));
            }
            else if (!included.IsInSource() && !included.AllInterfaces.Any(static i => i.Name == "IComponent" && TypeNames.Namespace(i) == "TopoGen.Runtime"))
            {
                problems.Add(TG0114.Rule, Spot.TypeArgument(attribute, 0), $"included '{included.Name}' was built without the generator", "reference TopoGen in its project");
            }
            else
            {
                includes.Add((new IncludeModel(TypeNames.Of(included), ComponentParser.Included(included)), Spot.TypeArgument(attribute, 0)));
            }
        }

        return includes.OrderBy(static i => i.Model.FullName, StringComparer.Ordinal)
            .GroupBy(static i => i.Model.FullName, StringComparer.Ordinal)
            .Select(static g => g.First())
            .ToList();
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
                problems.Add(TG0110.Rule, Spot.Of(methods[0]), "'ConfigureServices' has a wrong signature", "declare it as 'static void ConfigureServices(IServiceCollection services)'");
            }
        }

        return found;
    }
}
