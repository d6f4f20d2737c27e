using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Links between workers of one process: what is written arrives at once, unless the channel is out of room.</summary>
internal sealed class MemoryNetwork(int window)
{
    private readonly ConcurrentDictionary<ChannelId, Channel> _channels = new();

    public ILinkNetwork Join() => new Node(this);

    private Channel Of(ChannelId id) => _channels.GetOrAdd(id, _ => new Channel(window));

    private sealed class Node(MemoryNetwork network) : ILinkNetwork
    {
        public IReadOnlyList<string> SilentPeers => [];

        public long RefusedFrames => 0;

        public Task<(string Socket, string? Address)> ListenAsync(CancellationToken cancellation) => Task.FromResult(("", (string?)null));

        public void SetPeers(WorkerInfo self, IReadOnlyList<WorkerInfo> peers, long generation)
        {
        }

        public IChannelSender OpenSender(ChannelId channel, string peer, Action roomAvailable)
        {
            Channel opened = network.Of(channel);
            opened.RoomAvailable = roomAvailable;
            return opened;
        }

        public IChannelReceiver OpenReceiver(ChannelId channel, string peer, Action dataAvailable)
        {
            Channel opened = network.Of(channel);
            opened.Open(dataAvailable);
            return opened;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Channel(int window) : IChannelSender, IChannelReceiver
    {
        private readonly Lock _lock = new();
        private readonly Queue<(byte[] Bytes, int Count, ControlSignal? Signal)> _batches = new();
        private ArraySegment<byte> _room = Array.Empty<byte>();
        private Action? _dataAvailable;
        private long _pendingBytes;
        private long _pending;
        private int _position;
        private int _handled;

        public Action? RoomAvailable { get; set; }

        public int MaxTupleSize => int.MaxValue;

        public bool HasRoom => Volatile.Read(ref _pendingBytes) < window;

        public bool HasData
        {
            get
            {
                lock (_lock)
                {
                    return _batches.Count > 0;
                }
            }
        }

        long IChannelSender.Pending => Volatile.Read(ref _pending);

        long IChannelReceiver.Pending => Volatile.Read(ref _pending);

        public void Open(Action dataAvailable)
        {
            _dataAvailable = dataAvailable;
            dataAvailable();
        }

        public bool TryReserve(int size, out ArraySegment<byte> room)
        {
            _room = room = new byte[size + 256];
            return true;
        }

        public void Commit(int bytes, int count)
        {
            Write([.. _room[..bytes]], count, null);
            _room = _room[bytes..];
        }

        public void Write(ControlSignal signal) => Write([], 0, signal);

        public void Flush()
        {
        }

        public bool TryRead(out ReceivedBatch batch)
        {
            lock (_lock)
            {
                bool any = _batches.TryPeek(out (byte[] Bytes, int Count, ControlSignal? Signal) first);
                batch = any ? new ReceivedBatch(first.Bytes.AsSpan(_position), first.Count - _handled, first.Signal) : default;
                return any;
            }
        }

        public void Advance(int bytes, int tuples)
        {
            lock (_lock)
            {
                _position += bytes;
                _handled += tuples;
                _pendingBytes -= bytes;
                _pending -= tuples;
                if (_position == _batches.Peek().Bytes.Length)
                {
                    _batches.Dequeue();
                    (_position, _handled) = (0, 0);
                }
            }

            RoomAvailable?.Invoke();
        }

        public void Refuse(string reason) => throw new InvalidOperationException(reason);

        public void Dispose()
        {
        }

        private void Write(byte[] tuples, int count, ControlSignal? signal)
        {
            lock (_lock)
            {
                _batches.Enqueue((tuples, count, signal));
                _pendingBytes += tuples.Length;
                _pending += count;
            }

            _dataAvailable?.Invoke();
        }
    }
}
