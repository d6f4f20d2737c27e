using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>Finds what makes a tuple mutable; private members are its own business.</summary>
internal static class TupleMutability
{
    public static void Check(INamedTypeSymbol type, ProblemCollector problems)
    {
        foreach (TupleMember member in TupleMembers.Of(type))
        {
            // The header of a record struct that is not readonly makes properties that can be set.
            IPropertySymbol? property = member.Symbol as IPropertySymbol
                ?? type.GetMembers(member.Name).OfType<IPropertySymbol>().FirstOrDefault(static p => !p.IsStatic);
            if (member.IsParameter && type is { IsValueType: true, IsReadOnly: false } && IsFromHeader(property))
            {
                problems.Add(
                    new Problem(TG0502.Rule, $"'{member.Name}' can be changed after the tuple was emitted", $"declare '{type.Name}' as a readonly record struct")
                        .With(ProblemKeys.Kind, "struct"),
                    null);
                return;
            }

            if (property is { SetMethod: { IsInitOnly: false, DeclaredAccessibility: not Accessibility.Private }, DeclaredAccessibility: not Accessibility.Private })
            {
                problems.Add(
                    new Problem(TG0502.Rule, $"'{property.Name}' can be changed after the tuple was emitted", "declare it with 'init' instead of 'set'")
                        .With(ProblemKeys.Kind, "property"),
                    Spot.Of(property));
            }
            else if (member.Symbol is IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: not Accessibility.Private } field)
            {
                problems.Add(
                    new Problem(TG0502.Rule, $"'{field.Name}' can be changed after the tuple was emitted", "make it a property with an init accessor")
                        .With(ProblemKeys.Kind, "field"),
                    Spot.Of(field));
            }
        }
    }

    private static bool IsFromHeader(IPropertySymbol? property)
        => property is { SetMethod.IsInitOnly: false }
            && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax;
}
