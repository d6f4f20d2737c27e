using System.Runtime.InteropServices;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Four stages, the third of which joins tuples by two; each notes what its thread has allocated before and after the bulk.</summary>
[Topology("acked-allocation", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class AckedAllocationTopology
{
    private const long WarmUp = 300_000;
    private const long Last = 2_000_000;

    public sealed class Probes
    {
        public AllocationTopology.Probe Source { get; } = new(WarmUp, Last);

        /// <summary>The last messages are heard of when the spout comes to its end, which takes memory once.</summary>
        public AllocationTopology.Probe Heard { get; } = new(WarmUp, Last - 20_000);

        public AllocationTopology.Probe Identity { get; } = new(WarmUp, Last);

        public AllocationTopology.Probe Pairs { get; } = new(WarmUp, Last);

        public AllocationTopology.Probe Sink { get; } = new(WarmUp / 2, (Last / 2) - 10);

        public long Acked { get; set; }
    }

#pragma warning disable TG0107 // Nothing fails here.
    [Spout]
    public sealed partial class Source(Probes probes)
#pragma warning restore TG0107
    {
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
        private long _next;
#pragma warning restore TG0401

        public SpoutStatus Next()
        {
            if (_next > Last)
            {
                return SpoutStatus.End;
            }

            probes.Source.Count(_next);
            Emit(new Token(_next), _next);
            _next++;
            return SpoutStatus.More;
        }

        public void Ack(long id) => probes.Heard.Count(probes.Acked++);

        [Output]
        private partial void Emit(in Token token, long id);
    }

    [Bolt]
    public sealed partial class Identity(Probes probes)
    {
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
        private long _handled;
#pragma warning restore TG0401

        [ShuffleGrouping<Source>]
        public void Execute(in Token token)
        {
            probes.Identity.Count(_handled++);
            Emit(in token);
        }

        [Output]
        private partial void Emit(in Token token);
    }

    [Bolt]
    public sealed partial class Pairs(Probes probes)
    {
        private readonly List<Anchor> _held = [];
#pragma warning disable TG0401 // Nothing goes on after a failure here, and state would be measured with it.
        private long _handled;
#pragma warning restore TG0401

        [ShuffleGrouping<Identity>]
        public void Execute(in Token token, Anchor anchor)
        {
            probes.Pairs.Count(_handled++);
            _held.Add(anchor);
            if (_held.Count == 2)
            {
                Settle(new Token(_handled / 2));
            }
        }

        public void End() => Settle(new Token(_handled / 2));

        [Output]
        private partial void Emit(in Token token, params ReadOnlySpan<Anchor> anchors);

        private void Settle(Token token)
        {
            Emit(in token, CollectionsMarshal.AsSpan(_held));
            foreach (Anchor held in _held)
            {
                held.Ack();
            }

            _held.Clear();
        }
    }

    [Bolt]
    public sealed partial class Sink(Probes probes)
    {
        [ShuffleGrouping<Pairs>]
        public void Execute(in Token token) => probes.Sink.Count(token.Number);
    }
}
