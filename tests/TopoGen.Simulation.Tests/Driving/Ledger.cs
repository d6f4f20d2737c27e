using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>A topology that keeps its state, and counts what it refused.</summary>
[Topology("ledger", Delivery = Delivery.ExactlyOnce)]
internal sealed partial class Ledger
{
    [StreamTuple]
    public readonly partial record struct Payment(string Account, long Amount);

    [StreamTuple]
    public readonly partial record struct Balance(string Account, long Total);

    [StreamTuple]
    public readonly partial record struct Refusal(string Payment);

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
            if (payment.Amount <= 0)
            {
                throw new ArgumentOutOfRangeException(nameof(payment), "Nothing was paid.");
            }
        }

        [OnCommit]
        public void Note(long epoch) => Committed.Add(epoch);

        [Output]
        private partial void Emit(in Balance balance);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Refuse
    {
        [ErrorStream]
        public void Execute(in FailedTuple failed) => Emit(new Refusal(failed.Tuple));

        [Output]
        private partial void Emit(in Refusal refusal);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Refusals
    {
        [FieldsGrouping<Refuse>(nameof(Refusal.Payment))]
        public void Execute(in Refusal refusal, [State] ref long times) => times++;
    }
}
