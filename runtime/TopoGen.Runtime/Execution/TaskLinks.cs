using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Where the outputs of one task lead.</summary>
/// <param name="Ports">One for each output.</param>
/// <param name="Channels">The rings and links behind them.</param>
/// <param name="Fused">The tasks they call directly.</param>
/// <param name="Ledgers">The ways to the ledgers of the trees that its tuples belong to.</param>
/// <param name="Added">The ports of channels that are new.</param>
internal sealed record TaskLinks(
    ImmutableArray<OutputPort> Ports,
    IReadOnlyList<IChannelProducer> Channels,
    IReadOnlyList<TaskCell> Fused,
    IReadOnlyList<LedgerPort> Ledgers,
    IReadOnlyList<OutputPort> Added);
