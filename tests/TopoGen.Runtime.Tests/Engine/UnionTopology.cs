namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Two sources, a bolt that reads both by one handler, and one that joins two streams by two handlers and one state.</summary>
[Topology("union")]
internal sealed partial class UnionTopology
{
    [StreamTuple]
    public readonly partial record struct Order(int Customer, int Amount);

    [StreamTuple]
    public readonly partial record struct Name(int Customer, string Text);

    [StreamTuple]
    public readonly partial record struct Total(string Text, int Amount);

    [Spout]
    public sealed partial class Shop
    {
        private int _next;

        public SpoutStatus Next()
        {
            Emit(new Order(_next % 10, 1));
            if (_next < 10)
            {
                Emit(new Name(_next, $"customer {_next}"));
            }

            return ++_next == 500 ? SpoutStatus.End : SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Order order);

        [Output]
        private partial void Emit(in Name name);
    }

    [Spout(Parallelism = 2)]
    public sealed partial class WebShop
    {
        private int _next;

        public SpoutStatus Next()
        {
            Emit(new Order(_next % 10, 100));
            return ++_next == 500 ? SpoutStatus.End : SpoutStatus.More;
        }

        [Output("orders")]
        private partial void Emit(in Order order);
    }

    [Bolt]
    public sealed partial class All(Deliveries<Order> deliveries)
    {
        private List<Order> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [ShuffleGrouping<Shop>]
        [ShuffleGrouping<WebShop>(Stream = "orders")]
        public void Execute(in Order order) => _received.Add(order);
    }

    /// <summary>What is known of a customer so far.</summary>
    public sealed class Account
    {
        public string Name { get; set; } = "";

        public int Amount { get; set; }
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Accounts
    {
        [FieldsGrouping<Shop>(nameof(Order.Customer))]
        [FieldsGrouping<WebShop>(nameof(Order.Customer), Stream = "orders")]
        public void Add(in Order order, [State] ref Account account) => account.Amount += order.Amount;

        [FieldsGrouping<Shop>(nameof(Name.Customer))]
        public void Call(in Name name, [State] ref Account account) => account.Name = name.Text;

        public void End(KeyedState<int, Account> account)
        {
            foreach ((_, Account value) in account)
            {
                Emit(new Total(value.Name, value.Amount));
            }
        }

        [Output]
        private partial void Emit(in Total total);
    }

    [Bolt]
    public sealed partial class Report(Deliveries<Total> deliveries)
    {
        private List<Total> _received = [];

        public void Open(TaskContext context) => _received = deliveries.Of(context);

        [GlobalGrouping<Accounts>]
        public void Execute(in Total total) => _received.Add(total);
    }
}
