namespace TopoGen.Runtime;

/// <summary>
/// The connections of a worker that any thread may read, and how many threads do so over and over, instead of sleeping. While there is one, no
/// reader of a link looks on or is woken: what comes is seen sooner, and no two threads of a process compete for it. Thread-safe.
/// </summary>
internal sealed class PolledLinks
{
    /// <summary>Several rings' worth, of which each poll takes 64 KiB.</summary>
    private const int MostPolls = 64;

    [ThreadStatic]
    private static bool _isPolling;

    private readonly Lock _sync = new();
    private LinkConnection[] _connections = [];
    private int _pollers;

    /// <summary>Whether the caller is in the midst of <see cref="Poll"/>.</summary>
    public static bool IsPolling => _isPolling;

    /// <summary>Whether there is anything to poll. May lag.</summary>
    public bool HasAny => Volatile.Read(ref _connections).Length > 0;

    /// <summary>Adds a connection, if it can be polled.</summary>
    public void Add(LinkConnection connection)
    {
        if (!connection.Socket.CanPoll)
        {
            return;
        }

        lock (_sync)
        {
            Volatile.Write(ref _connections, [.. _connections, connection]);
            if (_pollers > 0)
            {
                connection.Socket.BeginPolling();
            }
        }
    }

    /// <summary>Its socket is not touched from here any more, except by a <see cref="Poll"/> that has begun.</summary>
    public void Remove(LinkConnection connection)
    {
        lock (_sync)
        {
            Volatile.Write(ref _connections, [.. _connections.Where(c => c != connection)]);
        }
    }

    /// <summary>The caller will call <see cref="Poll"/> over and over, until <see cref="TryEnd"/>.</summary>
    public void Begin()
    {
        lock (_sync)
        {
            if (_pollers++ == 0)
            {
                foreach (LinkConnection connection in _connections)
                {
                    connection.Socket.BeginPolling();
                }
            }
        }
    }

    /// <summary>The caller will not look again.</summary>
    /// <returns>
    /// False where something came in the last moment: the caller is to look at it, and to try again, or to <see cref="GoOn"/>. The peers' next
    /// frames wake the readers meanwhile, so that a stream without a gap does not keep it here.
    /// </returns>
    public bool TryEnd()
    {
        lock (_sync)
        {
            if (_pollers == 1 && !Array.TrueForAll(_connections, static connection => connection.Socket.TryEndPolling()))
            {
                return false;
            }

            _pollers--;
            return true;
        }
    }

    /// <summary>The caller polls on, after <see cref="TryEnd"/> has failed.</summary>
    public void GoOn()
    {
        lock (_sync)
        {
            foreach (LinkConnection connection in _connections)
            {
                connection.Socket.BeginPolling();
            }
        }
    }

    /// <summary>Reads what has come on all connections, on the caller's thread, a bounded number of bytes. Never waits; not where somebody else reads.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Poll()
    {
        bool hasRead = false;
        _isPolling = true;
        try
        {
            foreach (LinkConnection connection in Volatile.Read(ref _connections))
            {
                hasRead |= connection.Poll();
            }
        }
        finally
        {
            _isPolling = false;
        }

        return hasRead;
    }

    /// <summary>
    /// Helps where whoever polls is held up, by a handler that takes long: lets the peers' next frames wake the readers of links, and makes room for
    /// those frames, because a peer whose ring is full sends nothing, not even that it lives. Any thread, now and then.
    /// </summary>
    public void HelpOut()
    {
        lock (_sync)
        {
            if (_pollers == 0)
            {
                return;
            }

            foreach (LinkConnection connection in _connections)
            {
                connection.Socket.CallReader();
            }
        }

        for (int polls = 0; polls < MostPolls && Poll(); polls++)
        {
        }
    }
}
