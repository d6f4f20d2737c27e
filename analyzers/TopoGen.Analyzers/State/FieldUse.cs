using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TopoGen.Analyzers;

/// <summary>One mention of a field in a member, or one call of another member of the class, as far as it matters for what a field carries.</summary>
/// <param name="Member">The member whose code it is.</param>
/// <param name="Field">The field; null for a call.</param>
/// <param name="Called">The called member's name.</param>
/// <param name="Access">What is done to the field.</param>
/// <param name="Position">Where it takes effect: a value is assigned after it was computed.</param>
/// <param name="IsConditional">Whether there are ways around it.</param>
internal sealed record FieldUse(ISymbol Member, IFieldSymbol? Field, string? Called, Access Access, int Position, bool IsConditional)
{
    public static FieldUse Of(IFieldReferenceOperation reference, ISymbol member)
    {
        Access access = Accesses.Of(reference);
        int position = access == Access.Write ? End(reference) : reference.Syntax.SpanStart;
        return new FieldUse(member, reference.Field.OriginalDefinition, null, access, position, HasWayAround(reference));
    }

    public static FieldUse Of(IInvocationOperation call, ISymbol member)
        => new(member, null, call.TargetMethod.Name, Access.Read, call.Syntax.Span.End, HasWayAround(call));

    private static int End(IOperation target)
    {
        IOperation whole = target;
        while (whole.Parent is IAssignmentOperation or ITupleOperation or IArgumentOperation or IInvocationOperation)
        {
            whole = whole.Parent;
        }

        return whole.Syntax.Span.End;
    }

    private static bool HasWayAround(IOperation operation)
    {
        IOperation inner = operation;
        for (IOperation? outer = operation.Parent; outer is not null; inner = outer, outer = outer.Parent)
        {
            bool isOptional = outer switch
            {
                IConditionalOperation conditional => conditional.Condition != inner,
                IForEachLoopOperation each => each.Collection != inner,
                IForLoopOperation loop => !loop.Before.Contains(inner),
                IWhileLoopOperation { ConditionIsTop: true } loop => loop.Condition != inner,
                ISwitchOperation or ISwitchExpressionOperation => outer.ChildOperations.First() != inner,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary => binary.LeftOperand != inner,
                ICoalesceOperation coalesce => coalesce.Value != inner,
                IConditionalAccessOperation access => access.Operation != inner,
                ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => true,
                _ => false,
            };
            if (isOptional)
            {
                return true;
            }
        }

        return false;
    }
}
