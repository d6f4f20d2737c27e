using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TopoGen.Generators;

/// <summary>The field of a spout that says how far it has come.</summary>
internal static class PositionParser
{
    /// <summary>The field marked <c>[Position]</c>, inherited or its own; null where there is none, or a problem.</summary>
    public static PositionModel? Parse(INamedTypeSymbol component, bool isSpout, ProblemCollector problems)
    {
        List<IFieldSymbol> fields = component.BaseFirst()
            .SelectMany(static t => t.GetMembers())
            .OfType<IFieldSymbol>()
            .Where(static f => f.Has(KnownNames.PositionAttribute))
            .ToList();
        if (fields.Count == 0)
        {
            return null;
        }

        IFieldSymbol field = fields[0];
        int step = field.Find(KnownNames.PositionAttribute)!.Argument("MaxStep", 1);
        if (!isSpout)
        {
            problems.Add(TG0118.Rule, Spot.Of(field), $"'{field.Name}' is marked [Position], which only a spout has", "mark it [State]");
        }
        else if (fields.Count > 1)
        {
            problems.Add(TG0118.Rule, Spot.Of(fields[1]), $"'{fields[0].Name}' and '{fields[1].Name}' are both marked [Position]", "keep one of them: a spout's task has one position");
        }
        else if (field.IsStatic || field.IsConst || field.IsReadOnly || field.Type.SpecialType != SpecialType.System_Int64)
        {
            problems.Add(TG0118.Rule, Spot.Of(field), $"position '{field.Name}' is no instance field of type 'long' that can be set", "declare it as '[Position] private long _position;'");
        }
        else if (!component.CanReach(field))
        {
            problems.Add(TG0118.Rule, Spot.Of(field), $"position '{field.Name}' of '{field.ContainingType.Name}' cannot be reached from '{component.Name}'", "declare it 'protected'");
        }
        else if (step < 1)
        {
            problems.Add(TG0703.Rule, Spot.Argument(field.Find(KnownNames.PositionAttribute)!, "MaxStep"), $"MaxStep of position '{field.Name}' is {step}", "declare 1 or more");
        }
        else
        {
            return new PositionModel(SyntaxFacts.GetKeywordKind(field.Name) == SyntaxKind.None ? field.Name : "@" + field.Name, step);
        }

        return null;
    }
}
