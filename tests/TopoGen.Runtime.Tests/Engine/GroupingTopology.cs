namespace TopoGen.Runtime.Tests.Engine;

/// <summary>One bolt per grouping, all reading the same numbers; a test switches on what it looks at.</summary>
[Topology("groupings")]
internal sealed partial class GroupingTopology
{
    [StreamTuple]
    public readonly partial record struct Item(long Number, string Name, byte[] Bytes);

    /// <param name="Count">How many items each task of the spout emits.</param>
    /// <param name="Keys">How many different names and bytes the items have.</param>
    public sealed record Input(int Count, int Keys);

    public readonly struct Backwards : ICustomGrouping<Item>
    {
        public int SelectTask(in Item tuple, int taskCount) => taskCount - 1 - (int)(tuple.Number % taskCount);
    }

    [Spout]
    public sealed partial class Source(Input input)
    {
        private int _next;
        private int _step = 1;

        public void Open(TaskContext context)
        {
            _next = context.Index;
            _step = context.Parallelism;
        }

        public SpoutStatus Next()
        {
            if (_next >= input.Count * _step)
            {
                return SpoutStatus.End;
            }

            int number = _next;
            _next += _step;

            // Content is made anew each time: only content may count, not identity.
            Emit(new Item(number, $"name {number % input.Keys}", [(byte)(number % input.Keys), 1, 2]));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Item item);
    }

    [Bolt]
    public sealed partial class Shuffled(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Source>]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class Local(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [LocalOrShuffleGrouping<Source>]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class ByName(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [FieldsGrouping<Source>(nameof(Item.Name))]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class ByBytes(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [FieldsGrouping<Source>(nameof(Item.Bytes))]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class ByNameAndBytes(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [FieldsGrouping<Source>(nameof(Item.Name), nameof(Item.Bytes))]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class Partial(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [PartialKeyGrouping<Source>(nameof(Item.Name))]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class Everyone(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [AllGrouping<Source>]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class First(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [GlobalGrouping<Source>]
        public void Execute(in Item item) => _received.Add(item);
    }

    [Bolt]
    public sealed partial class Chosen(Deliveries<Item> deliveries)
    {
        private List<Item> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [CustomGrouping<Source, Backwards>]
        public void Execute(in Item item) => _received.Add(item);
    }
}
