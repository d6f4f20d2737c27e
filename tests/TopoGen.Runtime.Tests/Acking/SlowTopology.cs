namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Bolts in a row, each on an executor of its own, that handle a tuple when the test lets them.</summary>
[Topology("slow", Delivery = Delivery.AtLeastOnce)]
internal sealed partial class SlowTopology
{
    /// <summary>Which bolts are at work, and which may go on.</summary>
    public sealed class Gates : IDisposable
    {
        private readonly SemaphoreSlim _open = new(0);
        private int _entered;

        /// <summary>How many calls have begun.</summary>
        public int Entered => Volatile.Read(ref _entered);

        public void Open() => _open.Release();

        public void Pass()
        {
            Interlocked.Increment(ref _entered);
            _open.Wait();
        }

        public void Dispose() => _open.Dispose();
    }

    [Spout]
    public sealed partial class Source(Feeds feeds) : FedSpout(feeds["Source"]);

    [Bolt]
    [ShuffleGrouping<Source>]
    public sealed partial class First(Gates gates) : Step(gates);

    [Bolt]
    [ShuffleGrouping<First>]
    public sealed partial class Second(Gates gates) : Step(gates);

    [Bolt]
    [ShuffleGrouping<Second>]
    public sealed partial class Third(Gates gates) : Step(gates);

    internal abstract class Step(Gates gates)
    {
        public void Execute(in Token token)
        {
            gates.Pass();
            Emit(in token);
        }

        [Output]
        protected abstract void Emit(in Token token);
    }
}
