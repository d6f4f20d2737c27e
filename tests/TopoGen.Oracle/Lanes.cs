namespace TopoGen.Oracle;

/// <summary>
/// As many channels as spouts, which share nothing but links: each task of the spout sends to one task of the bolt. One of those
/// may be slow. Journals say how far each of them came; the key is the spout's task.
/// </summary>
[Topology("lanes", Delivery = Delivery.AtMostOnce)]
public sealed partial class Lanes
{
    [StreamTuple] public readonly partial record struct Load(int Lane, long Sequence);

    [Parameters]
    public sealed record LaneSettings(
        [Parameter("Where the journals go", ValueName = "DIR")] string Folder,
        [Parameter("How many tasks further the receiver of each lane is", ValueName = "N")] int Shift = 0,
        [Parameter("The lane that is received slowly; -1 for none", ValueName = "N")] int Slow = -1,
        [Parameter("How long the slow one takes for each tuple, in milliseconds", ValueName = "N")] int Delay = 10,
        [Parameter("Tuples a second of each lane; 0 for as many as go through", ValueName = "N")] int Rate = 0);

    [Spout(Parallelism = 4)]
    public sealed partial class Feed(LaneSettings settings)
    {
        private int _lane;
        private int _target;
        private long _sequence;
        private Pace? _pace;

        public void Open(TaskContext task)
        {
            _pace = new Pace(settings.Rate, task.Time);
            _lane = task.Index;
            _target = (task.Index + settings.Shift) % task.ParallelismOf(nameof(Drain));
        }

        public SpoutStatus Next()
        {
            if (!_pace!.Allows())
            {
                return SpoutStatus.Idle;
            }

            EmitTo(_target, new Load(_lane, ++_sequence));
            return SpoutStatus.More;
        }

        [Output(Direct = true)] private partial void EmitTo(int task, in Load load);
    }

    [Bolt(Parallelism = 4)]
    public sealed partial class Drain(LaneSettings settings)
    {
        private Journal? _journal;

        public void Open(TaskContext task) => _journal = new Journal(settings.Folder, task);

        [DirectGrouping<Feed>]
        public void Execute(in Load load)
        {
            if (load.Lane == settings.Slow)
            {
#pragma warning disable TG0602 // A bolt that holds up its thread is what the test needs.
                Thread.Sleep(settings.Delay);
#pragma warning restore TG0602
            }

            _journal!.Write(load.Lane, load.Sequence);
        }

        public void Close() => _journal?.Dispose();
    }
}
