using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TopoGen.Generators;

namespace TopoGen.Analyzers;

/// <summary>Handlers that ack by hand.</summary>
internal static class ManualAnchor
{
    /// <returns>The anchor that a synchronous handler takes, and what becomes of it; null for other code, and where nothing is tracked.</returns>
    public static (IParameterSymbol Anchor, AnchorFlow Flow)? Of(OperationBlockAnalysisContext context, ComponentFacts facts)
    {
        if (context.OwningSymbol is not IMethodSymbol { ReturnsVoid: true, IsAsync: false } method
            || method.Parameters.FirstOrDefault(static p => TypeNames.Is(p.Type, KnownNames.Anchor)) is not { Locations.IsEmpty: false } anchor
            || facts.ComponentAround(method) is not { Delivery: Delivery.AtLeastOnce or Delivery.Unknown } component
            || !component.IsHandler(method))
        {
            return null;
        }

        foreach (IOperation block in context.OperationBlocks)
        {
            if (block is IBlockOperation && AnchorFlow.Of(context.GetControlFlowGraph(block), block, anchor, facts) is { } flow)
            {
                return (anchor, flow);
            }
        }

        return null;
    }
}
