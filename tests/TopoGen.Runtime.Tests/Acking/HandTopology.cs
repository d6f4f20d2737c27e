using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>A bolt that does what each token says, between bolts that ack by themselves.</summary>
[Topology("hand", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class HandTopology
{
    /// <summary>What a test sees and wants of the bolts.</summary>
    public sealed class Notes
    {
        private int _held;
        private int _received;

        /// <summary>The sink throws on copies of these.</summary>
        public HashSet<long> Refused { get; } = [];

        public int Held
        {
            get => Volatile.Read(ref _held);
            set => Volatile.Write(ref _held, value);
        }

        public int Received => Volatile.Read(ref _received);

        public List<string> Thrown { get; } = [];

        public void Receive() => Volatile.Write(ref _received, _received + 1);
    }

    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    [Bolt]
    [ShuffleGrouping<Source>]
    public sealed partial class Pass() : Branch(1);

    [Bolt]
    public sealed partial class Hand(Notes notes)
    {
        private readonly List<Anchor> _kept = [];

#pragma warning disable TG0302, TG0303 // It does what the token says, wrong things too.
        [GlobalGrouping<Pass>]
        public void Execute(in Token token, Anchor anchor)
        {
            switch (token.Act)
            {
                case Act.Ack:
                    Emit(in token, anchor);
                    anchor.Ack();
                    break;
                case Act.Keep:
                    Keep(anchor);
                    break;
                case Act.AckTwice:
                    anchor.Ack();
                    anchor.Ack();
                    break;
                case Act.Throw:
                    throw new InvalidOperationException("The test wants it.");
                case Act.AckAndThrow:
                    anchor.Ack();
                    throw new InvalidOperationException("The test wants it.");
                case Act.Fail:
                    anchor.Fail();
                    anchor.Ack();
                    break;
                case Act.AckKept:
                    _kept.ForEach(static kept => kept.Ack());
                    _kept.ForEach(static kept => kept.Ack());
                    anchor.Ack();
                    Clear();
                    break;
                case Act.FailKept:
                    _kept.ForEach(static kept => kept.Fail());
                    anchor.Ack();
                    Clear();
                    break;
                case Act.JoinAndThrow:
                    Emit(in token, CollectionsMarshal.AsSpan(_kept));
                    _kept.ForEach(static kept => kept.Ack());
                    Clear();
                    throw new InvalidOperationException("The test wants it.");
                case Act.EmitKeptAndThrow:
                    foreach (Anchor kept in _kept)
                    {
                        Emit(in token, kept);
                    }

                    Emit(in token, CollectionsMarshal.AsSpan(_kept));
                    throw new InvalidOperationException("The test wants it.");
                case Act.ResetKept:
                    _kept.ForEach(static kept => kept.ResetTimeout());
                    anchor.Ack();
                    break;
                case Act.Join:
                    Keep(anchor);
                    Emit(in token, CollectionsMarshal.AsSpan(_kept));
                    _kept.ForEach(static kept => kept.Ack());
                    Clear();
                    break;
                case Act.AnchorTwice:
                    Emit(in token, anchor, anchor);
                    anchor.Ack();
                    break;
                case Act.EmitAndKeep:
                    Emit(in token, anchor);
                    Keep(anchor);
                    break;
                case Act.EmitFree:
                    Emit(in token);
                    anchor.Ack();
                    break;
                case Act.AckAndEmit:
                    anchor.Ack();
                    Note(anchor, token);
                    break;
            }
        }

#pragma warning restore TG0302, TG0303

        [Output]
        private partial void Emit(in Token token);

        [Output]
        private partial void Emit(in Token token, Anchor anchor);

        [Output]
        private partial void Emit(in Token token, params ReadOnlySpan<Anchor> anchors);

        private void Keep(Anchor anchor)
        {
            _kept.Add(anchor);
            notes.Held = _kept.Count;
        }

        private void Clear()
        {
            _kept.Clear();
            notes.Held = 0;
        }

        private void Note(Anchor anchor, Token token)
        {
            try
            {
                Emit(in token, anchor);
            }
            catch (InvalidOperationException exception)
            {
                notes.Thrown.Add(exception.Message);
            }
        }
    }

    [Bolt]
    public sealed partial class Sink(Notes notes)
    {
        [ShuffleGrouping<Hand>]
        public void Execute(in Token token)
        {
            notes.Receive();
            if (notes.Refused.Contains(token.Number))
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }
    }
}
