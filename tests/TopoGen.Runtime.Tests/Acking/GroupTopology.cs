using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Groups of three, the last of which may be smaller.</summary>
[Topology("group", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class GroupTopology
{
    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    [Bolt]
    public sealed partial class Group
    {
        private readonly List<Anchor> _held = [];

        [GlobalGrouping<Source>]
#pragma warning disable TG0302 // Some anchors are forgotten on purpose.
        public void Execute(in Token token, Anchor anchor)
#pragma warning restore TG0302
        {
            if (token.Act == Act.Throw)
            {
                throw new InvalidOperationException("The test wants it.");
            }

            if (token.Act == Act.Forget)
            {
                return;
            }

            _held.Add(anchor);
            if (_held.Count == 3)
            {
                Flush();
            }
        }

        public void End()
        {
            if (_held.Count > 0)
            {
                Flush();
            }
        }

        [Output]
        private partial void Emit(in Token token, params ReadOnlySpan<Anchor> anchors);

        private void Flush()
        {
            Emit(new Token(_held.Count), CollectionsMarshal.AsSpan(_held));
            _held.ForEach(static held => held.Ack());
            _held.Clear();
        }
    }

    [Bolt]
    public sealed partial class Sink
    {
        [ShuffleGrouping<Group>]
        public void Execute(in Token token)
        {
        }
    }
}
