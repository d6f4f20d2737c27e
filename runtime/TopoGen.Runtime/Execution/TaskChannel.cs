namespace TopoGen.Runtime;

/// <summary>
/// A channel with an end in this process: a direct call or a ring between two tasks here, or one end of a channel between workers.
/// Lives as long as a plan has it, over changes of plans.
/// </summary>
internal sealed class TaskChannel(ChannelId id, Carrier carrier, TaskCell? producer, TaskCell? consumer)
{
    private OutputPort? _sender;

    public ChannelId Id => id;

    /// <summary>The sending task, where it runs here.</summary>
    public TaskCell? Producer => producer;

    /// <summary>The receiving task, where it runs here.</summary>
    public TaskCell? Consumer => consumer;

    /// <summary>What the producer sends to.</summary>
    public OutputPort? Port { get; private set; }

    /// <summary>The sending end, of a ring or link.</summary>
    public IChannelProducer? Sender { get; private set; }

    /// <summary>What hands the tuples to the consumer.</summary>
    public IChannelInput? Input { get; private set; }

    /// <summary>The reading end, of a ring or link.</summary>
    public WorkUnit? Unit { get; private set; }

    public RingChannel? Ring { get; private set; }

    public ILinkInput? Incoming { get; private set; }

    public bool IsFused { get; private set; }

    /// <summary>Whether it leads to the ledger of a spout's task.</summary>
    public bool LeadsToLedger => id.Subscription < 0;

    /// <summary>How many tuples its sending end was given, with all that belongs to them. Any thread; may lag.</summary>
    public long Carried => _sender!.Sent;

    /// <summary>Makes a direct call.</summary>
    public void Fuse()
    {
        Port = Journaled(CreateInput());
        IsFused = true;
    }

    /// <param name="host">The tasks'.</param>
    /// <param name="rings">How many rings share the memory that they may take.</param>
    public void CreateRing(TaskHost host, int rings)
    {
        Ring = carrier.CreateRing(
            carrier.Before(Journaled(CreateInput()), consumer!),
            new RingSettings(
                host.Tuning.RingCapacity(carrier.SlotSize, rings),
                host.Tuning.BatchSize,
                host.Options.OutboxLimit,
                $"{producer} -> {consumer}",
                producer!.Executor,
                consumer!.Executor));
        Port = carrier.Before(producer, Journaled(producer, Ring.Output));
        Sender = Ring.Producer;
        Unit = Ring.Consumer;
    }

    public void CreateSender(TaskHost host, string peer)
    {
        Executor executor = producer!.Executor;
        _sender = carrier.CreateLinkOutput(
            host.Network!.OpenSender(id, peer, executor.Wake),
            executor,
            $"{producer} -> {id.Consumer.Component}[{id.Consumer.Index}]",
            host.Options.OutboxLimit,
            new Linger(host.Tuning, executor.Clock));
        Port = carrier.Before(producer, Journaled(producer, _sender));
        Sender = (IChannelProducer)_sender;
    }

    /// <summary>Makes the task's end of a channel whose producer runs elsewhere; <see cref="OpenReceiver"/> lets it flow.</summary>
    public void CreateReceiver() => CreateInput();

    /// <summary>The consumer is open: it may receive.</summary>
    public void OpenReceiver(ILinkNetwork network, string peer)
    {
        Incoming = carrier.CreateLinkInput(
            network.OpenReceiver(id, peer, Received), carrier.Before(Journaled((OutputPort)Input!), consumer!), Refused);
        Unit = Incoming.Unit;
    }

    /// <summary>Something has come. Called by the link's reader.</summary>
    private void Received()
    {
        if (Unit is { } unit)
        {
            consumer!.Executor.Visit(unit);
        }
        else
        {
            consumer!.Executor.Wake();
        }
    }

    /// <summary>The run could only hang: what was refused is missing, and the channel's end will not come.</summary>
    private void Refused(string reason)
    {
        var cause = new TupleFormatException(reason);
        consumer!.Host.Abort(new TopologyFailedException($"{id} carried what is no tuple: {reason}", cause));
    }

    private OutputPort Journaled(OutputPort input)
        => consumer!.IsJournaled ? carrier.Journal(input, consumer) : input;

    /// <summary>What ledgers are told of a call is told when it is over.</summary>
    private OutputPort Journaled(TaskCell from, OutputPort channel)
        => from.Host.IsJournaling && !LeadsToLedger ? carrier.Journal(from, channel) : channel;

    private OutputPort CreateInput()
    {
        OutputPort port = carrier.CreateInput(consumer!, id.Subscription);
        Input = (IChannelInput)port;
        Input.Slot = consumer!.PlannedSlot(id.Subscription, id.Producer.Index);
        Input.Slot.Channel = this;
        return port;
    }
}
