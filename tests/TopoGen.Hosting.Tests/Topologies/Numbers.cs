namespace TopoGen.Hosting.Tests.Topologies;

/// <summary>A bounded spout, a keyed bolt and a sink; its parameters have one of each kind.</summary>
[Topology("numbers", Delivery = Delivery.AtMostOnce)]
public sealed partial class Numbers
{
    public enum Colour
    {
        Red,
        Green,
    }

    [StreamTuple] public readonly partial record struct Number(long Value);

    [StreamTuple] public readonly partial record struct Sum(long Key, long Total);

    [Parameters]
    public sealed record Settings(
        [Parameter("Texts to keep", ValueName = "TEXT", Positional = true)] string[]? Texts = null,
        [Parameter("How many numbers", ValueName = "N")] int Many = 100,
        [Parameter("Says so")] bool Loud = false,
        [Parameter("A colour")] Colour Colour = Colour.Red,
        [Parameter("Tags")] string[]? Tags = null);

    [Spout]
    public sealed partial class Source(Settings settings)
    {
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == settings.Many)
            {
                return SpoutStatus.End;
            }

            Emit(new Number(_next++));
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Adder
    {
        private long _ticks;

        [FieldsGrouping<Source>(nameof(Number.Value))]
        public void Execute(in Number number, [State] ref long total) => Emit(new Sum(number.Value, total += number.Value));

        [Tick("1h")]
        public void Beat() => _ticks++;

        [Output] private partial void Emit(in Sum sum);

        [Output("ignored")] private partial void Ignore(in Sum sum);
    }

    [Bolt]
    public sealed partial class Sink(Settings settings, Results results)
    {
        private long _sum;

        [GlobalGrouping<Adder>(Stream = "default")]
        public void Execute(in Sum sum) => _sum += sum.Total;

        public void End() => results.Set(settings, _sum);
    }
}
