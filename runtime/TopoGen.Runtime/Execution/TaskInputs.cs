using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>Where the tuples of one task come from.</summary>
/// <param name="Inputs">The receiving ends of all its channels.</param>
/// <param name="Queues">The rings among the channels.</param>
/// <param name="Slots">One for each subscription and producing task.</param>
/// <param name="Closed">Slots whose producer has ended with its worker gone: nothing comes from there any more.</param>
/// <param name="ClosedBy">How those producers ended.</param>
internal sealed record TaskInputs(
    ImmutableArray<IChannelInput> Inputs,
    ImmutableArray<RingChannel> Queues,
    Dictionary<(int Subscription, int Producer), ChannelSlot> Slots,
    IReadOnlyList<(int Subscription, int Producer)> Closed,
    ControlSignal ClosedBy);
