using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>
/// The links between the workers of a simulation, at the level of channels: each in order and within its credit, over connections that
/// are slow, break in the middle, or lead one way only. It keeps what a real link promises: what was written arrives once and in order,
/// as long as both tasks live.
/// </summary>
internal sealed class SimulatedNetwork
{
    private readonly SeededRandom _random;
    private readonly List<SimulatedNode> _nodes = [];
    private readonly HashSet<(SimulatedProcess From, SimulatedProcess To)> _cuts = [];
    private readonly TimeSpan _latency;
    private readonly int _frameSize;

    /// <param name="simulator">The simulator.</param>
    /// <param name="window">Bytes of a channel that may be under way.</param>
    public SimulatedNetwork(Simulator simulator, int window)
    {
        Simulator = simulator;
        Window = window;
        _random = simulator.Random.Fork();
        _latency = TimeSpan.FromMicroseconds(20 << _random.Next(6));
        _frameSize = 32 << _random.Next(8);
    }

    public Simulator Simulator { get; }

    public int Window { get; }

    public TimeSpan HeartbeatInterval { get; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan TimeToLive { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How much longer everything takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>What was wrong first: a promise of the link that was broken, on either side.</summary>
    public string? Violation { get; private set; }

    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>How many bytes either end of a channel may hold.</summary>
    public long MostHeld { get; set; } = long.MaxValue;

    public SimulatedNode Join(SimulatedProcess process)
    {
        var node = new SimulatedNode(this, process);
        _nodes.Add(node);
        process.Killed += () => Killed(node);
        return node;
    }

    /// <summary>Nothing gets from one process to another any more, until <see cref="Heal"/>; what is on its way waits.</summary>
    public void Cut(SimulatedProcess from, SimulatedProcess to)
    {
        if (_cuts.Add((from, to)))
        {
            Simulator.Note(from.Name, $"cut off from {to.Name}");
        }
    }

    public void Heal(SimulatedProcess from, SimulatedProcess to)
    {
        if (!_cuts.Remove((from, to)))
        {
            return;
        }

        Simulator.Note(from.Name, $"heard again by {to.Name}");
        foreach (SimulatedLink link in LinksOf(from).Where(l => l.Connection?.PeerOf(l).Process == to).ToArray())
        {
            link.Connection!.Resume(link);
        }
    }

    public void HealAll()
    {
        foreach ((SimulatedProcess from, SimulatedProcess to) in _cuts.ToArray())
        {
            Heal(from, to);
        }
    }

    /// <summary>Breaks the connection of two processes: what is on its way gets lost, and is sent again over the next one.</summary>
    /// <returns>Whether anything was on its way.</returns>
    public bool Reset(SimulatedProcess one, SimulatedProcess other)
    {
        bool isInUse = false;
        foreach (SimulatedLink link in LinksOf(one).Where(l => l.Connection?.PeerOf(l).Process == other).ToArray())
        {
            Simulator.Note(one.Name, $"connection to {other.Name} breaks");
            isInUse |= link.Connection!.IsInUse;
            link.Connection.Break(null);
        }

        return isInUse;
    }

    public bool Reaches(SimulatedLink from, SimulatedLink to) => Reaches(from.Process, to.Process);

    /// <summary>How long the next thing is on its way.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="to">Who receives; null for what stays in the process.</param>
    public TimeSpan Latency(SimulatedLink from, SimulatedLink? to)
    {
        TimeSpan most = _random.OneIn(200) ? TimeSpan.FromMilliseconds(20) : _latency;
        return _random.Between(TimeSpan.FromTicks(1), most) + (to is null ? TimeSpan.Zero : Slowness);
    }

    /// <summary>Bytes of the next frame, unless a tuple is longer.</summary>
    public int FrameSize() => _frameSize;

    public T Pick<T>(IReadOnlyList<T> items) => _random.Of(items);

    /// <summary>An end of a channel holds more than before.</summary>
    public void Holds(ChannelId channel, long bytes)
    {
        if (bytes > MostHeld)
        {
            Violate($"{channel} holds {bytes} bytes; expected at most {MostHeld}.");
        }
    }

    public void Violate(string violation)
    {
        Violation ??= violation;
        Simulator.Note("network", violation);
    }

    /// <summary>Tries to connect one end of a link with the other.</summary>
    /// <param name="from">Who dials.</param>
    /// <param name="generation">Of the plan it knows.</param>
    public HandshakeCode Connect(SimulatedLink from, long generation)
    {
        SimulatedNode? there = _nodes.Find(n => n.Self?.Id == from.Peer.Id && !n.Process.IsDead);
        if (there is null || there.Process.IsStopped || !Reaches(from.Process, there.Process) || !Reaches(there.Process, from.Process))
        {
            return HandshakeCode.Unreachable;
        }

        if (there.LinkTo(from.Self.Id) is not { } link)
        {
            return generation > there.Generation ? HandshakeCode.NotYet : HandshakeCode.Stranger;
        }

        Simulator.Note(from.Process.Name, $"connects to {there.Process.Name}");
        var connection = new SimulatedConnection(from, link);
        from.Install(connection);
        link.Install(connection);
        return HandshakeCode.Ready;
    }

    private bool Reaches(SimulatedProcess from, SimulatedProcess to) => !_cuts.Contains((from, to));

    private IEnumerable<SimulatedLink> LinksOf(SimulatedProcess process) => _nodes.Where(n => n.Process == process).SelectMany(n => n.Links);

    /// <summary>What it had sent may still arrive.</summary>
    private void Killed(SimulatedNode node)
    {
        foreach (SimulatedLink link in node.Links)
        {
            if (_random.OneIn(2))
            {
                link.Connection?.Finish(link);
            }
            else
            {
                link.Connection?.Break(null);
            }
        }
    }
}
