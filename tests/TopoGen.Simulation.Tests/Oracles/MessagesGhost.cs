using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>
/// The broker of <see cref="Messages"/>, and what became of them: none is acked before all its parts have arrived, and, where they are kept,
/// before a committed epoch holds them.
/// </summary>
/// <param name="simulator">The simulation.</param>
/// <param name="definition">The topology.</param>
/// <param name="random">Decides how long parts take.</param>
/// <param name="rate">New messages a second of each source.</param>
/// <param name="length">How many messages each source has; 0 for without end.</param>
/// <param name="faults">Counts what bolts do wrong.</param>
internal sealed class MessagesGhost(Simulator simulator, TopologyDefinition definition, SeededRandom random, int rate, int length, FaultCounts faults)
    : Ghost(simulator, definition)
{
    /// <summary>Later than the message timeout of the simulated engines.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(11);

    private readonly Inbox[] _inboxes = [.. Enumerable.Range(0, Messages.Sources).Select(_ => new Inbox())];
    private readonly Dictionary<long, int> _stored = [];
    private readonly HashSet<long> _acked = [];
    private readonly HashSet<long> _divided = [];
    private Dictionary<long, int> _kept = [];
    private bool _isOver;

    public override IReadOnlyList<long> Progress => [.. _inboxes.Select(i => i.Acked)];

    public override long Arrived => _acked.Count;

    private bool IsKept => Definition.KeepsEpochs;

    public static int PartsOf(long id) => (int)(SeededRandom.Mix((ulong)id) % 4);

    public override void AddServices(IServiceCollection services, SimulatedProcess process, StoreConnection? way)
        => services.AddSingleton(new MessagesView(this, process));

    /// <summary>A source was opened: what its predecessor had not acked is given again, to this one alone.</summary>
    /// <returns>The source's connection.</returns>
    public int Connected(int source)
    {
        Inbox inbox = _inboxes[source];
        foreach (long id in inbox.Given.Order())
        {
            inbox.Waiting.Enqueue(id);
        }

        inbox.Given.Clear();
        return ++inbox.Connection;
    }

    public long? Take(SimulatedProcess process, int source, int connection)
    {
        Inbox inbox = _inboxes[source];
        long? id = connection != inbox.Connection ? null
            : inbox.Waiting.TryDequeue(out long again) ? again
            : !_isOver && (length == 0 || inbox.Next < length) && inbox.Next < Simulator.Now.TotalSeconds * rate ? (inbox.Next++ * Messages.Sources) + source
            : null;
        if (id is { } given)
        {
            inbox.Given.Add(given);
            Simulator.Note(process.Name, "gives", given);
        }

        return id;
    }

    public bool IsOver(int source, int connection) => length > 0 && _inboxes[source] is { Waiting.Count: 0 } inbox && inbox.Next == length && inbox.Connection == connection;

    public void Acked(SimulatedProcess process, int source, int connection, long id)
    {
        Simulator.Note(process.Name, "acked", id);
        Released = Committed;
        Inbox inbox = _inboxes[source];
        if (connection == inbox.Connection)
        {
            inbox.Given.Remove(id);
            inbox.Acked += _acked.Add(id) ? 1 : 0;
        }

        int all = AllOf(id);
        if (_stored.GetValueOrDefault(id) != all)
        {
            Violate($"Message {id} is acked on {process.Name}, and not all of its {PartsOf(id)} parts have arrived.");
        }

        if (IsKept && !HasForgotten && _kept.GetValueOrDefault(id) != all)
        {
            Violate($"Message {id} is acked on {process.Name}, and epoch {Committed} does not hold all of its {PartsOf(id)} parts.");
        }
    }

    public void Failed(SimulatedProcess process, int source, int connection, long id, FailReason reason)
    {
        Simulator.Note(process.Name, $"failed, {reason}", id);
        Inbox inbox = _inboxes[source];
        if (connection == inbox.Connection && inbox.Given.Remove(id))
        {
            inbox.Waiting.Enqueue(id);
        }
    }

    /// <summary>Some messages cannot be handled the first time.</summary>
    public void Divided(SimulatedProcess process, long id)
    {
        Simulator.Note(process.Name, "divides", id);
        if (_divided.Add(id) && SeededRandom.Mix((ulong)id + 1) % 16 == 0)
        {
            faults.Add(Fault.Poison);
            throw new FormatException($"Message {id} fails at first.");
        }
    }

    public TimeSpan Delay()
    {
        if (Slowness > TimeSpan.Zero)
        {
            faults.Add(Fault.SlowBolt);
        }

        return random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(20)) + Slowness;
    }

    public Fault? Behave()
    {
        if (MisbehavesOneIn == 0 || !random.OneIn(MisbehavesOneIn))
        {
            return null;
        }

        Fault fault = random.Of([Fault.ForgottenAck, Fault.DoubledAck, Fault.LateAck]);
        faults.Add(fault);
        return fault;
    }

    public void Stored(SimulatedProcess process, Messages.Found found)
    {
        Simulator.Note(process.Name, $"stores part {found.Index}", found.Message);
        _stored[found.Message] = _stored.GetValueOrDefault(found.Message) | (1 << found.Index);
    }

    public override string? Problem(CutProbe cut)
    {
        _kept = [];
        foreach ((_, _, StateTable[] tables) in cut.Load(nameof(Messages.Keep)))
        {
            foreach ((long id, int parts) in (KeyedState<long, int>)tables[0].Keys)
            {
                _kept.Add(id, parts);
            }
        }

        // Who goes on from here does not open it again: nobody would give what was not acked.
        foreach ((TaskEntry entry, _, _) in cut.Load(nameof(Messages.Source)).Where(l => l.Entry.HasEnded))
        {
            Inbox inbox = _inboxes[entry.Index];
            if (inbox.Waiting.Count + inbox.Given.Count > 0 && !HasForgotten)
            {
                return $"Epoch {cut.Number} holds the end of {entry.Component}[{entry.Index}], and {inbox.Waiting.Count + inbox.Given.Count} of its messages are not acked.";
            }
        }

        long[] missing = HasForgotten ? [] : [.. _acked.Where(id => _kept.GetValueOrDefault(id) != AllOf(id)).Order()];
        return missing.Length == 0 ? null : $"Epoch {cut.Number} does not hold all parts of message {missing[0]}, which was acked.";
    }

    public override void Finish(SimulatedCluster cluster)
    {
        _isOver = true;
        cluster.Until(() => _inboxes.All(i => i.Acked == i.Next), "all messages are acked", 120);
    }

    public override string? Missing(SimulatedCluster cluster)
        => _acked.Count == Messages.Sources * length ? null : $"The run is over, and {(Messages.Sources * length) - _acked.Count} messages were not acked.";

    private static int AllOf(long id) => (1 << PartsOf(id)) - 1;

    /// <summary>The messages of one source.</summary>
    private sealed class Inbox
    {
        /// <summary>To be given again.</summary>
        public Queue<long> Waiting { get; } = new();

        /// <summary>Given, and without an end.</summary>
        public HashSet<long> Given { get; } = [];

        /// <summary>The last one. Those before are cut off.</summary>
        public int Connection { get; set; }

        public long Next { get; set; }

        public long Acked { get; set; }
    }
}
