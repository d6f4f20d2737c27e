using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// Messages that a broker gives until they are acked. Each falls into 0 to 3 parts, or fails at first; parts take a while, are held, and are
/// kept by key. What becomes of them is known to the <see cref="MessagesGhost"/>.
/// </summary>
[Topology("messages", Delivery = Delivery.AtLeastOnce, KeyGroups = 16)]
internal sealed partial class Messages
{
    public const int Sources = 2;

    [StreamTuple]
    public readonly partial record struct Message(long Id);

    [StreamTuple]
    public readonly partial record struct Part(long Message, int Index);

    [StreamTuple]
    public readonly partial record struct Found(long Message, int Index);

    [Spout(Parallelism = Sources)]
    public sealed partial class Source(MessagesView broker)
    {
        private readonly HashSet<long> _open = [];
        private int _index;
        private int _connection;

        public void Open(TaskContext task)
        {
            _index = task.Index;
            broker.Opened(task);
            _connection = broker.Connected(task.Index);
        }

        public SpoutStatus Next()
        {
            if (broker.Take(_index, _connection) is { } id)
            {
                if (!_open.Add(id))
                {
                    broker.Violate($"Message {id} was given again before it had an end.");
                }

                Emit(new Message(id), id);
                return SpoutStatus.More;
            }

            return broker.IsOver(_index, _connection) ? SpoutStatus.End : SpoutStatus.Idle;
        }

        public void Ack(long id)
        {
            Ended(id);
            broker.Acked(_index, _connection, id);
        }

        public void Fail(long id, FailReason reason)
        {
            Ended(id);
            broker.Failed(_index, _connection, id, reason);
        }

        private void Ended(long id)
        {
            if (!_open.Remove(id))
            {
                broker.Violate($"Message {id} has ended a second time.");
            }
        }

        [Output]
        private partial void Emit(in Message message, long id);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Divide(MessagesView broker)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Message message)
        {
            broker.Divided(message.Id);
            for (int index = 0; index < MessagesGhost.PartsOf(message.Id); index++)
            {
                Emit(new Part(message.Id, index));
            }
        }

        [Output]
        private partial void Emit(in Part part);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Find(MessagesView broker)
    {
        private TimeProvider _time = TimeProvider.System;

        public void Open(TaskContext task) => _time = task.Time;

        [ShuffleGrouping<Divide>]
        public async ValueTask ExecuteAsync(Part part, Anchor anchor, CancellationToken cancellation)
        {
            await Task.Delay(broker.Delay(), _time, cancellation);
            Emit(new Found(part.Message, part.Index), anchor);
        }

        [Output]
        private partial void Emit(in Found found, Anchor anchor);
    }

    /// <summary>Acks by hand, some at a time.</summary>
    [Bolt(Parallelism = 2)]
    public sealed partial class Sink(MessagesView broker)
    {
        private const int Most = 5;

        private readonly List<(Found Found, Anchor Anchor)> _held = [];
        private readonly List<(TimeSpan Due, Anchor Anchor)> _late = [];

        [FieldsGrouping<Find>(nameof(Found.Message))]
        public void Execute(in Found found, Anchor anchor)
        {
            _held.Add((found, anchor));
            if (_held.Count == Most)
            {
                Store();
            }
        }

        [Tick("200ms")]
        public void Store()
        {
            foreach ((Found found, Anchor anchor) in _held)
            {
                broker.Stored(found);
                switch (broker.Behave())
                {
                    case Fault.ForgottenAck:
                        break;
                    case Fault.DoubledAck:
                        anchor.Ack();
                        anchor.Ack();
                        break;
                    case Fault.LateAck:
                        _late.Add((broker.Now + MessagesGhost.Late, anchor));
                        break;
                    default:
                        anchor.Ack();
                        break;
                }
            }

            _held.Clear();
            foreach ((_, Anchor anchor) in _late.Where(l => l.Due <= broker.Now))
            {
                anchor.Ack();
            }

            _late.RemoveAll(l => l.Due <= broker.Now);
        }

        public void End()
        {
            Store();
            _late.ForEach(static l => l.Anchor.Ack());
        }
    }

    [Bolt(Parallelism = 3, Recovery = Recovery.HotStandby)]
    public sealed partial class Keep
    {
        [FieldsGrouping<Find>(nameof(Found.Message))]
        public void Execute(in Found found, [State] ref int parts) => parts |= 1 << found.Index;
    }
}
