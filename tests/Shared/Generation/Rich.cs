namespace TopoGen.Tests;

/// <summary>A program with one of everything.</summary>
internal static class Rich
{
    /// <summary>What a library offers: abstract bases, some of them generic.</summary>
    public const string Library = """
        using TopoGen;

        namespace Library;

        /// <summary>Reads something.</summary>
        public abstract class Source<T>(int count) where T : struct
        {
            [State] protected int _position;

            protected int Opened { get; private set; }

            public void Open(TaskContext context) => Opened = context.Parallelism;

            public SpoutStatus Next()
            {
                if (_position == count)
                {
                    return SpoutStatus.End;
                }

                Emit(Read(_position++));
                return SpoutStatus.More;
            }

            protected abstract T Read(int position);

            [Output] protected abstract void Emit(in T tuple);
        }

        /// <summary>Sums something.</summary>
        public abstract class Sum<T> where T : struct
        {
            private long _sum;

            protected void Add(in T tuple) => _sum += Weigh(in tuple);

            protected abstract long Weigh(in T tuple);

            [Tick("1.5s")] protected void Beat() => Report(_sum);

            public virtual void End() => Report(_sum);

            protected abstract void Report(long sum);
        }
        """;

    /// <summary>A topology over several kinds of components, in the global namespace and in two files.</summary>
    public static readonly string[] Program =
    [
        Library,
        """
        using TopoGen;

        /// <summary>One of everything.</summary>
        [Topology("rich", KeyGroups = 64)]
        public sealed partial class Rich
        {
            public enum Kind : byte { Good, Bad }

            [StreamTuple] public readonly partial record struct Order(string Customer, int Shop, Kind? Kind, long Cents);
            [StreamTuple] public sealed partial record Payment(string Customer, int Shop, byte[] Proof);
            [StreamTuple] public readonly partial record struct Report(string Text);

            static void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }

            [Parameters]
            public sealed record Options(
                [Parameter("What to read", Positional = true, ValueName = "FILE")] string[] Paths,
                [Parameter("How many", Name = "limit")] int MaxOrders = 20,
                bool Verbose = false,
                double? Rate = null,
                Kind Kind = Kind.Bad,
                TimeSpan? Wait = null,
                string Text = "a \"b\"");

            [Spout]
            public sealed partial class Orders(Options options, IServiceProvider services, string? name = null, int start = 5, Kind kind = Kind.Bad)
                : Library.Source<Order>(options.MaxOrders)
            {
                protected override Order Read(int position) => new(name ?? services.ToString() ?? "", start, kind, Opened);
            }

            [Spout(Parallelism = 2)]
            public sealed partial class Payments
            {
                [Position(MaxStep = 2)] private long _at;

                public async Task<SpoutStatus> NextAsync(CancellationToken cancellation)
                {
                    await Task.Yield();
                    _at += 2;
                    Pay(new Payment("a", 1, []));
                    PayTo(0, new Payment("a", 1, []));
                    return SpoutStatus.End;
                }

                [Output("paid")] internal partial void Pay(in Payment payment);
                [Output("some", Direct = true)] private partial void PayTo(int task, in Payment payment);
            }
        }
        """,
        """
        using TopoGen;

        sealed partial class Rich
        {
            [Bolt(Parallelism = 4)]
            public sealed partial class Join
            {
                [State("seen")] private long _count;

                public void Open() => _count = 0;

                [FieldsGrouping<Orders>(nameof(Order.Customer), nameof(Order.Shop))]
                public void Handle(in Order order, [State] ref long cents, [State] ref List<long> all)
                {
                    cents += order.Cents;
                    all.Add(_count++);
                }

                [FieldsGrouping<Payments>(nameof(Payment.Customer), nameof(Payment.Shop), Stream = "paid")]
                [FieldsGrouping<Again>(nameof(Payment.Customer), nameof(Payment.Shop))]
                public void Handle(Payment payment, [State("cents")] ref long total, [State] ref string? last)
                {
                    total--;
                    last = payment.Customer;
                }

                [Tick("250ms")]
                private void Report(KeyedState<(string Customer, int Shop), long> cents) => Emit(new Report(cents.Count.ToString()));

                public void End(KeyedState<(string, int), string?> last, KeyedState<(string, int), List<long>> all)
                {
                    Emit(new Report((last.Count + all.Count).ToString()));
                    Emit(new Payment("", 0, []));
                }

                public void Close() => _count = -1;

                [Output] private partial void Emit(in Report report);
                [Output] private partial void Emit(in Payment payment);
            }

            [Bolt]
            public sealed partial class Again
            {
                [FieldsGrouping<Payments>(nameof(Payment.Proof), Stream = "paid")]
                public void Handle(in Payment payment, [State(TimeToLive = "90m")] ref int times, [State] ref Basket? basket)
                {
                    basket ??= new Basket(payment.Customer) { Note = "new" };
                    basket.Orders.Add(new Order(payment.Customer, payment.Shop, null, basket.Limit));
                    Emit(payment with { Shop = ++times });
                }

                [Output] private partial void Emit(in Payment payment);
            }

            [State]
            public sealed partial record Basket(string Customer, [State("max")] int Limit = 7)
            {
                private long _sum;

                public required string? Note { get; init; }

                public List<Order> Orders { get; init; } = [];

                public Dictionary<string, Line>? Lines { get; set; }

                public decimal Sum => ++_sum + Orders.Count;

                [State]
                public partial struct Line
                {
                    public Kind? @Kind;

                    [State("amount")] public int Count { get; private set; } = 1;

                    public Line() => Kind = null;
                }
            }

            [Bolt(MaxInFlight = 8, Ordered = false)]
            public sealed partial class Check
            {
                [PartialKeyGrouping<Orders>(nameof(Order.Kind))]
                public async ValueTask CheckAsync(Order order, Anchor anchor, CancellationToken cancellation)
                {
                    await Task.Yield();
                    Emit(new Report(order.Customer), anchor);
                    EmitTo(0, new Report(order.Customer), anchor);
                }

                [DirectGrouping<Payments>(Stream = "some")]
                public Task PaidAsync(Payment payment) => Task.CompletedTask;

                [LocalOrShuffleGrouping<Join>]
                public void Note(in Report report) => Emit(report);

                [Output] private partial void Emit(in Report report);
                [Output] private partial void Emit(in Report report, Anchor anchor);
                [Output("direct", Direct = true)] private partial void EmitTo(int task, in Report report, Anchor anchor);
            }

            [Bolt]
            [CustomGrouping<Orders, ByShop>]
            public sealed partial class Total : Library.Sum<Order>
            {
                protected override long Weigh(in Order order) => order.Cents;

                protected override void Report(long sum) => Console.WriteLine(sum);

                [AllGrouping<Join>, GlobalGrouping<Check>(Stream = "default")]
                public void Print(scoped in Report report) => Console.WriteLine(report.Text);

                [DirectGrouping<Check>(Stream = "direct")]
                public void Direct(Report report) => Console.WriteLine(report.Text);
            }

            public sealed class ByShop : ICustomGrouping<Order>
            {
                public int SelectTask(in Order tuple, int taskCount) => tuple.Shop % taskCount;
            }
        }
        """,
    ];
}
