namespace TopoGen.Runtime;

/// <summary>What a link has to say that belongs to no end of a channel: heartbeats, and that a channel's end is gone for good.</summary>
internal sealed class LinkNotices : Outgoing
{
    private const int MaxRefusals = 65_536;

    private readonly Lock _sync = new();
    private readonly Queue<(uint Channel, string Reason, LinkConnection Connection)> _refusals = new();
    private bool _hasHeartbeat;

    public void Beat() => Volatile.Write(ref _hasHeartbeat, true);

    /// <summary>Refuses a channel that a peer opened. A peer that reads none of them gets no more; its senders just wait.</summary>
    public void Refuse(uint channel, string reason, LinkConnection connection)
    {
        lock (_sync)
        {
            if (_refusals.Count < MaxRefusals)
            {
                _refusals.Enqueue((channel, reason, connection));
            }
        }
    }

    public override bool Emit(SendBuffer buffer, LinkConnection connection)
    {
        if (Volatile.Read(ref _hasHeartbeat))
        {
            Volatile.Write(ref _hasHeartbeat, false);
            buffer.Write(new FrameHeader(FrameKind.Heartbeat, 0, 0, 0, 0), default);
        }

        (uint Channel, string Reason, LinkConnection Connection) refusal;
        lock (_sync)
        {
            do
            {
                if (!_refusals.TryDequeue(out refusal))
                {
                    return false;
                }
            }
            while (refusal.Connection != connection);
        }

        default(ChannelProgress).WriteRefuse(buffer, refusal.Channel, refusal.Reason);
        return true;
    }
}
