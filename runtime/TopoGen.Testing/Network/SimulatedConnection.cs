namespace TopoGen.Testing;

/// <summary>
/// What a link runs over until it breaks: in each direction, what was sent arrives in order or not at all. What is on its way does not
/// depend on its sender any more.
/// </summary>
internal sealed class SimulatedConnection(SimulatedLink one, SimulatedLink other)
{
    private readonly Dictionary<SimulatedLink, Wire> _wires = new() { [one] = new Wire(), [other] = new Wire() };

    public bool IsOpen { get; private set; } = true;

    public SimulatedLink PeerOf(SimulatedLink link) => link == one ? other : one;

    /// <summary>Whether something is on its way.</summary>
    public bool IsInUse => _wires.Values.Any(static w => w.OnTheWay.Count > 0);

    /// <param name="from">Who sends.</param>
    /// <param name="what">What, for the trace.</param>
    /// <param name="arrive">What happens when it arrives, to the other end.</param>
    /// <param name="number">More about it, for the trace.</param>
    public void Send(SimulatedLink from, string what, Action<SimulatedLink> arrive, long number = 0)
    {
        SimulatedNetwork network = from.Network;
        SimulatedLink to = PeerOf(from);
        if (!IsOpen)
        {
            // The other end has forgotten the connection, and says so.
            if (network.Reaches(from, to) && network.Reaches(to, from))
            {
                Tell(from);
            }

            return;
        }

        Wire wire = _wires[from];
        wire.OnTheWay.Enqueue((what, number, arrive));
        wire.Due = TimeSpan.FromTicks(Math.Max(wire.Due.Ticks, (network.Simulator.Now + network.Latency(from, to)).Ticks));
        Deliver(from, to, wire.Due - network.Simulator.Now);
    }

    /// <summary>One end gives it up, or both do.</summary>
    /// <param name="by">Which; the other one hears of it, unless nothing gets there. Null where both do.</param>
    public void Break(SimulatedLink? by)
    {
        if (!IsOpen)
        {
            return;
        }

        IsOpen = false;
        foreach (Wire wire in _wires.Values)
        {
            wire.OnTheWay.Clear();
        }

        foreach (SimulatedLink end in (SimulatedLink[])[one, other])
        {
            if (end == by)
            {
                end.Lose(this);
            }
            else if (end.Network.Reaches(PeerOf(end), end))
            {
                Tell(end);
            }
        }
    }

    /// <summary>A process has died: what it had sent arrives, and then the other end hears that it is gone.</summary>
    public void Finish(SimulatedLink dead) => Send(dead, "gone", peer => Break(peer));

    /// <summary>The way is free again.</summary>
    public void Resume(SimulatedLink from)
    {
        Wire wire = _wires[from];
        for (; wire.Blocked > 0; wire.Blocked--)
        {
            Deliver(from, PeerOf(from), from.Network.Latency(from, PeerOf(from)));
        }
    }

    private void Tell(SimulatedLink end)
        => end.Network.Simulator.Add(
            new SimulatedEvent(end.Process, "disconnected", EventKind.Link, () => end.Lose(this)), end.Network.Latency(PeerOf(end), end));

    private void Deliver(SimulatedLink from, SimulatedLink to, TimeSpan after)
        => from.Network.Simulator.Add(new SimulatedEvent(to.Process, "arrives", EventKind.Link, () => Arrive(from, to)), after);

    private void Arrive(SimulatedLink from, SimulatedLink to)
    {
        Wire wire = _wires[from];
        if (!IsOpen || wire.OnTheWay.Count == 0)
        {
            return;
        }

        if (!from.Network.Reaches(from, to))
        {
            wire.Blocked++;
            return;
        }

        (string what, long number, Action<SimulatedLink> arrive) = wire.OnTheWay.Dequeue();
        from.Network.Simulator.Note(to.Process.Name, what, number);
        to.Hear();
        arrive(to);
    }

    private sealed class Wire
    {
        public Queue<(string What, long Number, Action<SimulatedLink> Arrive)> OnTheWay { get; } = [];

        /// <summary>When the last of it arrives.</summary>
        public TimeSpan Due { get; set; }

        /// <summary>How many arrivals wait for a way.</summary>
        public int Blocked { get; set; }
    }
}
