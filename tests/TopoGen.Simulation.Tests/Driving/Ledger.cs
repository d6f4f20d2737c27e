using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>A topology that keeps its state.</summary>
[Topology("ledger", Delivery = Delivery.ExactlyOnce)]
internal sealed partial class Ledger
{
    [StreamTuple]
    public readonly partial record struct Payment(string Account, long Amount);

    [StreamTuple]
    public readonly partial record struct Balance(string Account, long Total);

    [Spout]
    public sealed partial class Payments
    {
        [Position] private long _position;

        public SpoutStatus Next()
        {
            if (_position == 100)
            {
                return SpoutStatus.End;
            }

            Emit(new Payment("a", ++_position));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Payment payment);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Accounts
    {
        public List<long> Committed { get; } = [];

        [FieldsGrouping<Payments>(nameof(Payment.Account))]
        public void Execute(in Payment payment, [State] ref long total)
        {
            total += payment.Amount;
            Emit(new Balance(payment.Account, total));
        }

        [OnCommit]
        public void Note(long epoch) => Committed.Add(epoch);

        [Output]
        private partial void Emit(in Balance balance);
    }
}
