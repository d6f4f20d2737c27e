namespace TopoGen.Runtime;

/// <summary>
/// The ends of channels that a link has, which of them a peer has opened, and the connection they use at the moment. Thread-safe.
/// </summary>
internal sealed class LinkChannels(Link link, LinkContext context)
{
    /// <summary>Receivers that are remembered as gone, so that a peer that has not heard of it is told again.</summary>
    private const int MaxGone = 4096;

    private readonly Lock _sync = new();
    private readonly Dictionary<uint, ChannelSender> _senders = [];
    private readonly HashSet<ChannelId> _sending = [];
    private readonly Dictionary<ChannelId, ChannelReceiver> _receivers = [];
    private readonly Dictionary<ChannelId, string> _gone = [];
    private readonly Queue<ChannelId> _goneOrder = new();
    private uint _lastNumber;
    private LinkConnection? _connection;
    private volatile bool _isCut;

    public LinkConnection? Connection => Volatile.Read(ref _connection);

    public bool IsCut => _isCut;

    public ChannelSender[] Senders
    {
        get
        {
            lock (_sync)
            {
                return [.. _senders.Values];
            }
        }
    }

    /// <summary>Receivers that have handled something and not said so.</summary>
    public ChannelReceiver[] Owing
    {
        get
        {
            lock (_sync)
            {
                return [.. _receivers.Values.Where(static receiver => receiver.OwesAck)];
            }
        }
    }

    /// <returns>Whether the connection is in use; not where the link was cut.</returns>
    public bool TryInstall(LinkConnection connection)
    {
        lock (_sync)
        {
            if (_isCut)
            {
                return false;
            }

            _connection = connection;
            return true;
        }
    }

    public void Uninstall()
    {
        lock (_sync)
        {
            _connection = null;
        }
    }

    /// <summary>
    /// No frame reaches a receiver any more, no sender sends. What is written all the same waits within its window: a plan is being applied
    /// that leads elsewhere, and until then as much could be emitted as the time allows.
    /// </summary>
    public void Cut()
    {
        lock (_sync)
        {
            _isCut = true;
            _connection?.UnbindAll();
        }
    }

    /// <exception cref="InvalidOperationException">The channel has a sender.</exception>
    public ChannelSender AddSender(ChannelId channel, Action roomAvailable)
    {
        ChannelSender sender;
        lock (_sync)
        {
            if (!_sending.Add(channel))
            {
                throw new InvalidOperationException($"{channel} has a sender to {link.Peer.Name} already; dispose of it first.");
            }

            sender = new ChannelSender(link, channel, ++_lastNumber, context, roomAvailable);
            _senders.Add(sender.Number, sender);
        }

        return sender;
    }

    /// <exception cref="InvalidOperationException">The channel has a receiver.</exception>
    public ChannelReceiver AddReceiver(ChannelId channel, Action dataAvailable)
    {
        var receiver = new ChannelReceiver(link, channel, context, dataAvailable);
        lock (_sync)
        {
            if (!_receivers.TryAdd(channel, receiver))
            {
                throw new InvalidOperationException($"{channel} has a receiver from {link.Peer.Name} already; dispose of it first.");
            }

            _gone.Remove(channel);
            _connection?.TryBind(receiver);
        }

        return receiver;
    }

    /// <summary>Finds a sender; one that was disposed of may be answered still, and is not there.</summary>
    public ChannelSender? FindSender(uint number)
    {
        lock (_sync)
        {
            return _senders.GetValueOrDefault(number);
        }
    }

    public void Remove(ChannelSender sender)
    {
        lock (_sync)
        {
            _senders.Remove(sender.Number);
            _sending.Remove(sender.Channel);
        }
    }

    public void Remove(ChannelReceiver receiver, string reason)
    {
        lock (_sync)
        {
            _receivers.Remove(receiver.Channel);
            _connection?.Unbind(receiver);
            if (_gone.TryAdd(receiver.Channel, reason))
            {
                _goneOrder.Enqueue(receiver.Channel);
                if (_goneOrder.Count > MaxGone)
                {
                    _gone.Remove(_goneOrder.Dequeue());
                }
            }
        }
    }

    /// <summary>The peer has opened a channel.</summary>
    /// <param name="connection">Where it did.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="number">What its frames will call it.</param>
    /// <param name="receiver">Its receiver, or null where that is not there yet, or gone.</param>
    /// <param name="refusal">Why its receiver is gone, if it is.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Open(LinkConnection connection, ChannelId channel, uint number, out ChannelReceiver? receiver, out string? refusal)
    {
        lock (_sync)
        {
            refusal = null;
            if (_receivers.TryGetValue(channel, out receiver) && receiver.IsBoundTo(connection))
            {
                return $"{channel} opened twice";
            }

            if (receiver is null && _gone.TryGetValue(channel, out refusal))
            {
                return null;
            }

            if (!_isCut)
            {
                connection.Wait(channel, number);
                if (receiver is not null)
                {
                    connection.TryBind(receiver);
                }
            }

            return null;
        }
    }

    /// <summary>The peer has closed a channel.</summary>
    public void Close(LinkConnection connection, ChannelId channel, uint number)
    {
        lock (_sync)
        {
            connection.Forget(channel, number);
        }
    }
}
