using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TopoGen.Analyzers;

/// <summary>What is done to fields.</summary>
internal static class Accesses
{
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveFirst", "RemoveLast", "RemoveWhere", "TryAdd",
        "AddFirst", "AddLast", "Enqueue", "Dequeue", "TryDequeue", "Push", "Pop", "TryPop", "Sort", "Reverse", "UnionWith", "ExceptWith", "IntersectWith",
        "SymmetricExceptWith", "Append", "AppendLine", "TryRemove", "AddOrUpdate",
    };

    /// <summary>Whether a method changes the collection that it is called on.</summary>
    public static bool IsMutator(IMethodSymbol method)
        => Mutators.Contains(method.Name) && !method.IsStatic && !method.IsExtensionMethod
            && method.ContainingNamespace is { } ns && ns.ToDisplayString().StartsWith("System", StringComparison.Ordinal);

    public static Access Of(IOperation reference)
    {
        switch (reference.Parent)
        {
            case ICoalesceAssignmentOperation coalesce when coalesce.Target == reference:
                return Access.FirstWrite;
            case ICompoundAssignmentOperation compound when compound.Target == reference:
                return IsUsed(compound) ? Access.ReadWrite : Access.Change;
            case IIncrementOrDecrementOperation increment when increment.Target == reference:
                return IsUsed(increment) ? Access.ReadWrite : Access.Change;
            case IAssignmentOperation assignment when assignment.Target == reference:
            case ITupleOperation tuple when IsTarget(tuple):
                return Access.Write;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out } argument when argument.Value == reference:
                return Access.Write;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IInvocationOperation call }:
                return call.TargetMethod.ContainingType is { Name: "Interlocked" or "Volatile" } ? Access.Atomic : Access.ReadWrite;
            case IInvocationOperation call when call.Instance == reference && call.TargetMethod.Name == "Clear":
                return Access.Clear;
            case IInvocationOperation call when call.Instance == reference && IsMutator(call.TargetMethod):
                return IsUsed(call) ? Access.ReadWrite : Access.Change;
            case IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation:
                return Of(reference.Parent) switch
                {
                    Access.Write when reference.Parent is IPropertyReferenceOperation => Access.Change,
                    Access.Change or Access.ReadWrite => Access.ReadWrite,
                    _ => Access.Read,
                };
            case IMemberReferenceOperation member when member.Instance == reference && reference.Type is { IsValueType: true } && member is not IMethodReferenceOperation:
                return Of(member) is Access.Read ? Access.Read : Access.ReadWrite;
            case IConversionOperation or IParenthesizedOperation:
                return Of(reference.Parent!) is var access and not Access.Write ? access : Access.Read;
            default:
                return Access.Read;
        }
    }

    private static bool IsUsed(IOperation expression) => expression.Parent is not IExpressionStatementOperation;

    private static bool IsTarget(IOperation tuple)
        => tuple.Parent switch
        {
            IDeconstructionAssignmentOperation assignment => assignment.Target == tuple,
            ITupleOperation outer => IsTarget(outer),
            _ => false,
        };
}
