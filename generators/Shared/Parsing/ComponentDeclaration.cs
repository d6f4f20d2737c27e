using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>What a component's class and its attribute say by themselves.</summary>
internal static class ComponentDeclaration
{
    /// <summary>What the engine runs of one component.</summary>
    private const int MostTasks = 1024;

    public static void Check(INamedTypeSymbol type, TypeShape shape, ProblemCollector problems)
    {
        Finding? notPartial = Problems.NotPartial(type, shape);
        problems.Add(notPartial);
        if (notPartial is null && Problems.FileLocal(shape, TG0104.Rule) is { } fileLocal)
        {
            problems.Add(fileLocal, null);
        }

        string[] roles = [.. new[] { KnownNames.SpoutAttribute, KnownNames.BoltAttribute, KnownNames.SinkAttribute }.Where(a => type.Has(a)).Select(Role)];
        if (roles.Length > 1)
        {
            AttributeData? second = type.Find(KnownNames.SinkAttribute) ?? type.Find(KnownNames.BoltAttribute);
            problems.Add(TG0103.Rule, second is null ? null : Spot.Of(second), $"it is marked both {roles[0]} and {roles[1]}", "choose one, or split it into two classes");
        }

        if (type.IsStatic)
        {
            problems.Add(TG0104.Rule, Spot.Modifier(type, SyntaxKind.StaticKeyword), "a component cannot be static", "declare it 'sealed partial': every task has its own instance");
        }
        else if (type.IsAbstract)
        {
            problems.Add(TG0104.Rule, Spot.Modifier(type, SyntaxKind.AbstractKeyword), "a component cannot be abstract", $"mark the sealed class that derives from '{type.Name}' instead");
        }

        if (shape.IsGeneric)
        {
            problems.Add(
                TG0104.Rule,
                null,
                type.Arity > 0 ? "a component cannot be generic" : "a component cannot be nested in a generic class",
                type.Arity > 0 ? $"make '{type.Name}' an abstract base and derive one sealed class for each type" : "move it out of that class");
        }
    }

    public static void CheckOptions(AttributeData attribute, bool isSpout, ProblemCollector problems)
    {
        int parallelism = attribute.Argument("Parallelism", 1);
        if (parallelism < 1)
        {
            problems.Add(TG0701.Rule, Spot.Argument(attribute, "Parallelism"), $"Parallelism is {parallelism}", "declare 1 or more; '--component Name=0' switches a component off at start");
        }

        if (parallelism > MostTasks)
        {
            problems.Add(TG0701.Rule, Spot.Argument(attribute, "Parallelism"), $"Parallelism is {parallelism}", "declare 1024 or fewer");
        }

        Recoveries.Check(attribute, problems);
        int maxInFlight = attribute.Argument("MaxInFlight", 64);
        if (!isSpout && maxInFlight is < 1 or > 65_536)
        {
            problems.Add(TG0703.Rule, Spot.Argument(attribute, "MaxInFlight"), $"MaxInFlight is {maxInFlight}", "declare 1 to 65536");
        }
    }

    /// <summary><c>[Spout]</c> for <c>TopoGen.SpoutAttribute</c>.</summary>
    private static string Role(string attribute)
        => $"[{attribute.Substring(KnownNames.Namespace.Length + 1).Replace("Attribute", "")}]";
}
