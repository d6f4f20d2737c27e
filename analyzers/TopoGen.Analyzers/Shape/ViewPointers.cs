using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>
/// Which pointers of a method's body lead into a view that it is given. Followed are pointers and numbers made of them, and the spans, slices and
/// references before those; what is copied, or comes from elsewhere, leads nowhere.
/// </summary>
/// <param name="within">Any operation of the body.</param>
internal sealed class ViewPointers(IOperation within)
{
    private readonly HashSet<ILocalSymbol> _followed = new(SymbolEqualityComparer.Default);

    private IOperation? _body;

    /// <summary>The parameter whose bytes a pointer, or what is made of it alone, points at; else null.</summary>
    public IParameterSymbol? ViewBehind(IOperation pointer)
        => pointer switch
        {
            IConversionOperation conversion => ViewBehind(conversion.Operand),
            IParenthesizedOperation parenthesized => ViewBehind(parenthesized.Operand),
            IBinaryOperation sum => ViewBehind(sum.LeftOperand) ?? ViewBehind(sum.RightOperand),
            IConditionalOperation { WhenFalse: { } otherwise } choice => ViewBehind(choice.WhenTrue) ?? ViewBehind(otherwise),
            ILocalReferenceOperation local => ValuesOf(local.Local).Select(ViewBehind).FirstOrDefault(static view => view is not null),
            IObjectCreationOperation made when HoldsPointer(made.Type) => made.Arguments.Select(argument => ViewBehind(argument.Value)).FirstOrDefault(static view => view is not null),
            IInvocationOperation { TargetMethod.Name: "AsPointer", Arguments: [{ } argument] } call when TypeNames.Is(call.TargetMethod.ContainingType, "System.Runtime.CompilerServices.Unsafe")
                => ViewAt(argument.Value),
            IAddressOfOperation address => ViewAt(address.Reference),

            // What a fixed statement pins.
            { Kind: OperationKind.None, Type.TypeKind: TypeKind.Pointer } => pointer.ChildOperations.Select(child => ViewBehind(child) ?? ViewAt(child)).FirstOrDefault(static view => view is not null),
            _ => null,
        };

    /// <summary>The parameter whose bytes a span or a reference leads to; else null.</summary>
    private IParameterSymbol? ViewAt(IOperation? place)
        => place switch
        {
            IConversionOperation conversion => ViewAt(conversion.Operand),
            IParenthesizedOperation parenthesized => ViewAt(parenthesized.Operand),
            IParameterReferenceOperation { Parameter: { Type: { IsRefLikeType: true } type } parameter } when type.IsStreamTuple() => parameter,
            ILocalReferenceOperation { Local: { } local } when local.Type.IsRefLikeType || local.IsRef
                => ValuesOf(local).Select(ViewAt).FirstOrDefault(static view => view is not null),
            IFieldReferenceOperation field => ViewAt(field.Instance),
            IPropertyReferenceOperation property when Leads(property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly, property.Type) => ViewAt(property.Instance),
            IImplicitIndexerReferenceOperation indexed => ViewAt(indexed.Instance),
            IInvocationOperation call when Leads(call.TargetMethod.ReturnsByRef || call.TargetMethod.ReturnsByRefReadonly, call.Type)
                => ViewAt(call.Instance) ?? call.Arguments.Select(argument => ViewAt(argument.Value)).FirstOrDefault(static view => view is not null),
            IObjectCreationOperation { Type.IsRefLikeType: true } made => made.Arguments.Select(argument => ViewAt(argument.Value)).FirstOrDefault(static view => view is not null),

            // What a pointer points at.
            { Kind: OperationKind.None } => place.ChildOperations.Select(ViewBehind).FirstOrDefault(static view => view is not null),
            _ => null,
        };

    private static bool Leads(bool isReference, ITypeSymbol? type) => isReference || type is { IsRefLikeType: true };

    /// <summary>Whether an object is no more than the pointer that it was made with.</summary>
    private static bool HoldsPointer(ITypeSymbol? type)
    {
        if (type is { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr })
        {
            return true;
        }

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (TypeNames.Is(current, "System.IO.UnmanagedMemoryStream") || TypeNames.Is(current, "System.Buffers.MemoryManager"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a local is given, at its declaration and later; nothing where that is being followed already.</summary>
    private IEnumerable<IOperation> ValuesOf(ILocalSymbol local)
    {
        if (!_followed.Add(local))
        {
            return [];
        }

        _body ??= Outermost(within);
        return _body.Descendants()
            .Select(operation => operation switch
            {
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local, local) => assignment.Value,
                _ => null,
            })
            .Where(static value => value is not null)
            .Select(static value => value!)
            .ToList();
    }

    private static bool Is(ILocalSymbol left, ILocalSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is { } outer)
        {
            operation = outer;
        }

        return operation;
    }
}
