using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Views;

/// <summary>Parcels whose content follows from their number go through a relay to bolts that check and count them by the bytes of their label.</summary>
[Topology("parcels", KeyGroups = 16)]
internal sealed partial class ParcelTopology
{
    [StreamTuple]
    public readonly ref partial struct Parcel(long number, ReadOnlySpan<byte> label, ReadOnlySpan<long> parts)
    {
        public readonly long Number = number;

        public readonly ReadOnlySpan<byte> Label = label;

        public ReadOnlySpan<long> Parts { get; } = parts;
    }

    [StreamTuple]
    public readonly partial record struct Count(string By, string Key, long Parcels, long Sum);

    [State]
    public partial record struct Sum(long Parcels, long Total);

    /// <param name="Parcels">How many there are.</param>
    /// <param name="Labels">How many labels.</param>
    /// <param name="Throws">Whether the relay throws at some of them, after it has sent them on.</param>
    public sealed record Plan(long Parcels, int Labels, bool Throws)
    {
        public static byte[] LabelOf(long number, int labels)
        {
            long label = number % labels;
            byte[] bytes = new byte[label * 7 % 50];
            bytes.AsSpan().Fill((byte)label);
            return bytes.Length < 8 ? [.. bytes, .. BitConverter.GetBytes(label)] : bytes;
        }

        public static long[] PartsOf(long number) => [.. Enumerable.Range(1, (int)(number % 5)).Select(part => part * number)];

        public bool IsRefused(long number) => Throws && number % 101 == 7;

        /// <exception cref="InvalidOperationException">The content is not what follows from the number.</exception>
        public void Check(in Parcel parcel)
        {
            if (!parcel.Label.SequenceEqual(LabelOf(parcel.Number, Labels)) || !parcel.Parts.SequenceEqual(PartsOf(parcel.Number)))
            {
                throw new InvalidOperationException($"{parcel.ToString()} has another content.");
            }
        }
    }

    [Spout]
    public sealed partial class Source(Plan plan, Heard heard)
    {
        [Position]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == plan.Parcels)
            {
                return SpoutStatus.End;
            }

            long number = _next++;
            Emit(new Parcel(number, Plan.LabelOf(number, plan.Labels), Plan.PartsOf(number)), number);
            return SpoutStatus.More;
        }

        public void Ack(long number) => heard.Acked++;

        public void Fail(long number, FailReason reason) => heard.Failed.Add(number);

        [Output]
        private partial void Emit(in Parcel parcel, long number);
    }

    /// <summary>What became of messages, where they are tracked. The spout's thread writes it.</summary>
    public sealed class Heard
    {
        public long Acked { get; set; }

        public List<long> Failed { get; } = [];
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Relay(Plan plan)
    {
        [ShuffleGrouping<Source>]
        public void Execute(in Parcel parcel)
        {
            plan.Check(in parcel);
            Emit(in parcel);
            if (plan.IsRefused(parcel.Number))
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }

        [Output]
        private partial void Emit(in Parcel parcel);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class ByLabel(Plan plan)
    {
        [FieldsGrouping<Relay>(nameof(Parcel.Label))]
        public void Execute(in Parcel parcel, [State] ref Sum sum)
        {
            plan.Check(in parcel);
            sum = new Sum(sum.Parcels + 1, sum.Total + parcel.Number);
        }

        public void End(KeyedState<byte[], Sum> sum)
        {
            foreach ((byte[] label, Sum counted) in sum)
            {
                Emit(new Count("label", Convert.ToHexString(label), counted.Parcels, counted.Total));
            }
        }

        [Output]
        private partial void Emit(in Count count);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class ByLabelAndNumber(Plan plan)
    {
        [FieldsGrouping<Relay>(nameof(Parcel.Label), nameof(Parcel.Number))]
        public void Execute(in Parcel parcel, [State] ref Sum sum)
        {
            plan.Check(in parcel);
            sum = new Sum(sum.Parcels + 1, sum.Total + parcel.Number);
        }

        public void End(KeyedState<(byte[] Label, long Number), Sum> sum)
        {
            foreach (((byte[] label, long number), Sum counted) in sum)
            {
                Emit(new Count("both", $"{Convert.ToHexString(label)}/{number}", counted.Parcels, counted.Total));
            }
        }

        [Output]
        private partial void Emit(in Count count);
    }

    /// <summary>Everybody gets everything.</summary>
    [Bolt(Parallelism = 3)]
    public sealed partial class Watch(Plan plan)
    {
        private int _task;

        [State]
        private Sum _seen;

        public void Open(TaskContext context) => _task = context.Index;

        [AllGrouping<Relay>]
        public void Execute(in Parcel parcel)
        {
            plan.Check(in parcel);
            _seen = new Sum(_seen.Parcels + 1, _seen.Total + parcel.Number);
        }

        public void End() => Emit(new Count("all", $"{_task}", _seen.Parcels, _seen.Total));

        [Output]
        private partial void Emit(in Count count);
    }

    [Bolt]
    public sealed partial class Result(Deliveries<Count> deliveries)
    {
        [State]
        private List<Count> _counts = [];
        private TaskContext? _context;

        public void Open(TaskContext context) => _context = context;

        [GlobalGrouping<ByLabel>, GlobalGrouping<ByLabelAndNumber>, GlobalGrouping<Watch>]
        public void Execute(in Count count) => _counts.Add(count);

        public void End() => deliveries.Of(_context!).AddRange(_counts);
    }
}
