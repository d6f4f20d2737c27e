using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TopoGen.Analyzers;

/// <summary>
/// Follows an anchor along every way through a handler. A condition that was true once stays so while nothing in it was assigned, so that
/// <c>if (ok) anchor.Ack(); … if (!ok) anchor.Fail();</c> settles it. Where there are too many ways, nothing is said.
/// </summary>
internal sealed class AnchorFlow
{
    /// <summary>More steps than any handler takes that a person has written.</summary>
    private const int MostSteps = 5_000;

    private readonly IParameterSymbol _anchor;
    private readonly ComponentFacts _facts;
    private readonly Dictionary<SyntaxNode, HashSet<AnchorState>> _settlements = [];
    private readonly HashSet<(int Block, AnchorState State, string Known)> _seen = [];
    private readonly Stack<(BasicBlock Block, AnchorState State, KnownConditions Known)> _ahead = new();
    private bool _isForgotten;

    private AnchorFlow(IParameterSymbol anchor, ComponentFacts facts)
    {
        _anchor = anchor;
        _facts = facts;
    }

    /// <summary>Whether some way leads out of the handler with the anchor open.</summary>
    public bool IsForgotten => _isForgotten;

    /// <summary>The calls that settle an anchor which is settled already, whichever way leads there.</summary>
    public IEnumerable<SyntaxNode> Repeated
        => _settlements
            .Where(static pair => pair.Value.Count == 1 && pair.Value.Contains(AnchorState.Settled))
            .Select(static pair => pair.Key)
            .OrderBy(static node => node.SpanStart);

    /// <returns>Null where nothing can be said.</returns>
    public static AnchorFlow? Of(ControlFlowGraph graph, IOperation body, IParameterSymbol anchor, ComponentFacts facts)
    {
        if (body.Descendants().Any(operation => IsAnchor(operation, anchor) && operation.FunctionsAround().Any()))
        {
            return null;
        }

        var flow = new AnchorFlow(anchor, facts);
        return flow.Walk(graph) ? flow : null;
    }

    private bool Walk(ControlFlowGraph graph)
    {
        _ahead.Push((graph.Blocks[0], AnchorState.Open, KnownConditions.None));
        while (_ahead.Count > 0)
        {
            (BasicBlock block, AnchorState state, KnownConditions known) = _ahead.Pop();
            if (!_seen.Add((block.Ordinal, state, known.ToString())))
            {
                continue;
            }

            if (_seen.Count > MostSteps)
            {
                return false;
            }

            Visit(block, state, known, graph);
        }

        return true;
    }

    private void Visit(BasicBlock block, AnchorState state, KnownConditions known, ControlFlowGraph graph)
    {
        foreach (IOperation operation in block.Operations)
        {
            EnterHandlers(block, state, known, graph);
            state = Run(operation, state);
            known = known.Without(operation);
        }

        EnterHandlers(block, state, known, graph);
        if (block.BranchValue is { } value)
        {
            state = Run(value, state);
        }

        if (block.ConditionalSuccessor is { } conditional)
        {
            bool takenWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            if (Allows(block, takenWhen, known))
            {
                Leave(conditional, state, known.With(block.BranchValue!, takenWhen), graph);
            }

            if (!Allows(block, !takenWhen, known))
            {
                return;
            }

            known = known.With(block.BranchValue!, !takenWhen);
        }

        if (block.FallThroughSuccessor is { } next)
        {
            Leave(next, state, known, graph);
        }
    }

    private static bool Allows(BasicBlock block, bool value, KnownConditions known)
        => block.BranchValue!.ConstantValue is { HasValue: true, Value: bool constant } ? constant == value : known.Allows(block.BranchValue!, value);

    /// <summary>Any operation of a <c>try</c> may throw, and its handlers go on with what was settled by then.</summary>
    private void EnterHandlers(BasicBlock block, AnchorState state, KnownConditions known, ControlFlowGraph graph)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch } whole)
            {
                foreach (ControlFlowRegion handler in whole.NestedRegions.Where(static r => r.Kind != ControlFlowRegionKind.Try))
                {
                    _ahead.Push((graph.Blocks[handler.FirstBlockOrdinal], state, known));
                }
            }
        }
    }

    private void Leave(ControlFlowBranch branch, AnchorState state, KnownConditions known, ControlFlowGraph graph)
    {
        foreach (ControlFlowRegion region in branch.FinallyRegions)
        {
            for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                foreach (IOperation operation in graph.Blocks[i].Operations)
                {
                    state = Run(operation, state);
                }
            }
        }

        if (branch.Destination is not { } destination)
        {
            return;
        }

        if (destination.Kind == BasicBlockKind.Exit)
        {
            _isForgotten |= state == AnchorState.Open && branch.Semantics is ControlFlowBranchSemantics.Return or ControlFlowBranchSemantics.Regular;
            return;
        }

        _ahead.Push((destination, state, known));
    }

    private AnchorState Run(IOperation operation, AnchorState state)
    {
        foreach (IOperation reference in operation.DescendantsAndSelf().Where(part => IsAnchor(part, _anchor)))
        {
            switch (Use(reference))
            {
                case AnchorState.Settled:
                    SyntaxNode call = reference.Parent!.Syntax;
                    if (!_settlements.TryGetValue(call, out HashSet<AnchorState>? before))
                    {
                        _settlements.Add(call, before = []);
                    }

                    before.Add(state);
                    state = state == AnchorState.Handed ? state : AnchorState.Settled;
                    break;
                case AnchorState.Handed:
                    state = AnchorState.Handed;
                    break;
            }
        }

        return state;
    }

    /// <summary>What a mention does to the anchor; <see cref="AnchorState.Open"/> for nothing.</summary>
    private AnchorState Use(IOperation reference)
    {
        if (reference.Parent is IInvocationOperation call && call.Instance == reference)
        {
            return call.TargetMethod.Name switch
            {
                "Ack" or "Fail" => AnchorState.Settled,
                "ResetTimeout" or "Equals" or "GetHashCode" => AnchorState.Open,
                _ => AnchorState.Handed,
            };
        }

        for (IOperation? outer = reference.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IInvocationOperation emit when _facts.IsOutput(emit.TargetMethod):
                case IBinaryOperation:
                    return AnchorState.Open;
                case IArgumentOperation or IConversionOperation or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation:
                    continue;
                default:
                    return AnchorState.Handed;
            }
        }

        return AnchorState.Handed;
    }

    private static bool IsAnchor(IOperation operation, IParameterSymbol anchor)
        => operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, anchor);
}
