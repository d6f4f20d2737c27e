namespace TopoGen.Tests;

/// <summary>Spouts that name their messages, and bolts that ack by hand, of every kind.</summary>
internal static class Reliable
{
    public const string Program = """
        using TopoGen;

        /// <summary>A library's spout.</summary>
        public abstract class Queue<TId>
        {
            protected int Acked { get; private set; }

            public SpoutStatus Next() => Acked > 3 ? SpoutStatus.End : SpoutStatus.Idle;

            public void Ack(TId messageId) => Acked++;

            protected virtual void Fail(TId messageId, FailReason reason) { }

            [Output] protected abstract void Emit(in Reliable.Number number, TId messageId);
        }

        /// <summary>Messages and anchors.</summary>
        [Topology("reliable", Delivery = Delivery.AtLeastOnce)]
        public sealed partial class Reliable
        {
            [StreamTuple] public readonly partial record struct Number(int Value, string Name);

            [Spout]
            public sealed partial class Numbers
            {
                public SpoutStatus Next()
                {
                    Emit(new Number(1, "a"), 5);
                    Emit(new Number(2, "b"));
                    EmitTo(0, new Number(3, "c"), 6L);
                    return SpoutStatus.End;
                }

                private void Ack(in long messageId) { }

                private void Fail(long messageId, FailReason why) { }

                [Output] private partial void Emit(in Number number, long id);
                [Output] private partial void Emit(in Number number);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, in Number number, long id);
                [Output("plain")] private partial void Plain(in Number number);
            }

            [Spout]
            public sealed partial class Names
            {
                public ValueTask<SpoutStatus> NextAsync(CancellationToken cancellation)
                {
                    Emit(new Number(1, "a"), null);
                    EmitTo(0, new Number(3, "c"), "id");
                    return new(SpoutStatus.End);
                }

                public void Fail(string messageId, FailReason reason) => Console.WriteLine(messageId.Length);

                [Output] private partial void Emit(in Number number, string? id);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, in Number number, string id);
            }

            [Spout]
            public sealed partial class Queued : Queue<(int Partition, long? Offset)>
            {
                protected override void Fail((int Partition, long? Offset) messageId, FailReason reason) => Emit(default, messageId);
            }

            [Bolt]
            public sealed partial class Join
            {
                private readonly List<Anchor> _held = [];

                [FieldsGrouping<Numbers>(nameof(Number.Name), Stream = "default")]
                public void Keep(in Number number, Anchor anchor, [State] ref int times)
                {
                    times++;
                    _held.Add(anchor);
                    Emit(in number, anchor);
                }

                [ShuffleGrouping<Names>(Stream = "default")]
                [ShuffleGrouping<Queued>]
                public void Pass(in Number number) => Emit(in number);

                public void End()
                {
                    Anchor[] all = _held.ToArray();
                    Emit(default, all);
                    Emit(default, all[0], all[0]);
                    EmitTo(0, default, all);
                    EmitTo(0, default, all[0]);
                    _held.ForEach(held => held.Ack());
                }

                [Output] private partial void Emit(in Number number);
                [Output] private partial void Emit(in Number number, Anchor anchor);
                [Output] private partial void Emit(in Number number, params ReadOnlySpan<Anchor> anchors);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, in Number number, Anchor anchor);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, in Number number, ReadOnlySpan<Anchor> anchors);
            }

            [Bolt]
            public sealed partial class Mixed
            {
                [ShuffleGrouping<Join>(Stream = "default")]
                public async ValueTask AskAsync(Number number, Anchor anchor)
                {
                    await Task.Yield();
                    Emit(in number, anchor);
                }

                [DirectGrouping<Numbers>(Stream = "direct")]
                [DirectGrouping<Names>(Stream = "direct")]
                public void Hand(Number number, Anchor anchor)
                {
                    Emit(in number, anchor);
                    anchor.Ack();
                }

                [Output] private partial void Emit(in Number number, Anchor anchor);
            }
        }
        """;
}
