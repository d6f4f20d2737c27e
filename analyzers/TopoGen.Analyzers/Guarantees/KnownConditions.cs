using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TopoGen.Analyzers;

/// <summary>What conditions were on the way so far: those that only look at locals and parameters, and stay what they are while these do.</summary>
internal sealed class KnownConditions
{
    public static readonly KnownConditions None = new([]);

    private readonly ImmutableSortedDictionary<string, (bool Value, ImmutableArray<ISymbol> Of)> _values;

    private KnownConditions(ImmutableSortedDictionary<string, (bool Value, ImmutableArray<ISymbol> Of)> values) => _values = values;

    private KnownConditions(IEnumerable<KeyValuePair<string, (bool Value, ImmutableArray<ISymbol> Of)>> values)
        : this(values.ToImmutableSortedDictionary(StringComparer.Ordinal))
    {
    }

    public bool Allows(IOperation condition, bool value) => !_values.TryGetValue(condition.Syntax.ToString(), out var known) || known.Value == value;

    public KnownConditions With(IOperation condition, bool value)
        => Dependencies(condition) is { } symbols
            ? new KnownConditions(_values.SetItem(condition.Syntax.ToString(), (value, symbols)))
            : this;

    /// <summary>What is still known after an operation.</summary>
    public KnownConditions Without(IOperation operation)
    {
        if (_values.IsEmpty)
        {
            return this;
        }

        List<ISymbol> changed = operation.DescendantsAndSelf().Select(Changed).OfType<ISymbol>().ToList();
        return changed.Count == 0
            ? this
            : new KnownConditions(_values.Where(known => !known.Value.Of.Any(symbol => changed.Contains(symbol, SymbolEqualityComparer.Default))));
    }

    public override string ToString() => string.Join(";", _values.Select(static known => $"{known.Key}={known.Value.Value}"));

    private static ISymbol? Changed(IOperation operation)
        => operation switch
        {
            IAssignmentOperation assignment => assignment.Target.Referenced(),
            IIncrementOrDecrementOperation increment => increment.Target.Referenced(),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value.Referenced(),
            IDeclarationExpressionOperation declaration => declaration.Expression.Referenced(),
            _ => null,
        };

    /// <summary>The variables that a condition looks at; null where it looks at anything else.</summary>
    private static ImmutableArray<ISymbol>? Dependencies(IOperation condition)
    {
        var symbols = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (IOperation part in condition.DescendantsAndSelf())
        {
            switch (part)
            {
                case ILocalReferenceOperation or IParameterReferenceOperation:
                    symbols.Add(part.Referenced()!);
                    break;
                case IPropertyReferenceOperation { Instance: { } instance, Arguments.IsEmpty: true } when instance is not IInstanceReferenceOperation:
                case IFieldReferenceOperation { Instance: null or not IInstanceReferenceOperation } or ILiteralOperation or IBinaryOperation or IUnaryOperation
                    or IConversionOperation or IIsPatternOperation or IPatternOperation:
                    break;
                default:
                    return null;
            }
        }

        return symbols.ToImmutable();
    }
}
