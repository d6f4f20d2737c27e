using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>The methods by which a spout hears what became of its messages.</summary>
internal static class MessageParser
{
    /// <param name="spout">The component.</param>
    /// <param name="id">The type of its message ids; null where it names no messages.</param>
    /// <param name="problems">Where wrong signatures go.</param>
    public static MessageModel? Parse(INamedTypeSymbol spout, ITypeSymbol? id, ProblemCollector problems)
        => id is null
            ? null
            : new MessageModel(
                TypeRef.Of(id) with { IsAnnotated = false },
                Has(spout, "Ack", $"void Ack({TypeNames.Short(id)} messageId)", problems, id),
                Has(spout, "Fail", $"void Fail({TypeNames.Short(id)} messageId, FailReason reason)", problems, id, null));

    /// <summary>Whether there is such a method; null stands for the reason of a failure.</summary>
    private static bool Has(INamedTypeSymbol spout, string name, string expected, ProblemCollector problems, params ITypeSymbol?[] parameters)
    {
        List<IMethodSymbol> methods = spout.AllMethods()
            .Where(m => m.Name == name && m.FindInherited(KnownNames.OutputAttribute) is null && m.FindInherited(KnownNames.TickAttribute) is null)
            .ToList();
        if (methods.Exists(m => Fits(m, parameters)))
        {
            return true;
        }

        if (methods.Exists(static m => m.Parameters.Any(static p => p.Type.TypeKind == TypeKind.Error) || m.ReturnType.TypeKind == TypeKind.Error))
        {
            problems.AddConsequence($"a type in the signature of '{name}' is unknown");
        }
        else if (methods.Exists(static m => m is { IsAsync: true, ReturnsVoid: true }))
        {
            problems.AddConsequence($"'{name}' is async void");
        }
        else if (methods.Count > 0)
        {
            problems.Add(
                new Problem(TG0110.Rule, $"'{name}' has a wrong signature", $"declare it as '{expected}'")
                    .With(ProblemKeys.Kind, "hook")
                    .With(ProblemKeys.Expected, expected),
                Spot.Of(methods[0]));
        }

        return false;
    }

    private static bool Fits(IMethodSymbol method, ITypeSymbol?[] parameters)
        => method is { ReturnsVoid: true, IsAsync: false, IsStatic: false, IsGenericMethod: false, IsAbstract: false }
            && method.Parameters.Length == parameters.Length
            && method.Parameters.Zip(parameters, static (actual, expected) => actual.RefKind is RefKind.None or RefKind.In && !actual.IsParams
                && (expected is null ? TypeNames.Is(actual.Type, KnownNames.FailReason) : SymbolEqualityComparer.Default.Equals(actual.Type, expected)))
                .All(static fits => fits);
}
