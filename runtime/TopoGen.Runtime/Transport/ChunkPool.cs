using System.Buffers;
using System.Numerics;

namespace TopoGen.Runtime;

/// <summary>
/// Chunks of 4 to 64 KiB by powers of two, kept for reuse up to a limit; longer ones, for single frames, take their arrays from
/// the shared pool. A pool of its own because chunks are rented on one thread and returned on another. Thread-safe.
/// </summary>
internal sealed class ChunkPool
{
    public const int Smallest = 4 * 1024;

    public const int Largest = 64 * 1024;

    /// <summary>Bytes that are kept at most; what is returned beyond them is left to the garbage collector.</summary>
    private const long Limit = 64 * 1024 * 1024;

    private readonly Lock _sync = new();
    private readonly Stack<Chunk>[] _free = [new(), new(), new(), new(), new()];
    private readonly Stack<Chunk> _shells = new();
    private long _kept;

    /// <param name="capacity">Bytes needed at least.</param>
    public Chunk Rent(int capacity)
    {
        Chunk? chunk;
        if (capacity > Largest)
        {
            lock (_sync)
            {
                _shells.TryPop(out chunk);
            }

            chunk ??= new Chunk();
            chunk.Bytes = ArrayPool<byte>.Shared.Rent(capacity);
            chunk.Capacity = capacity;
            return chunk;
        }

        int kind = Kind(capacity);
        int size = Smallest << kind;
        lock (_sync)
        {
            if (_free[kind].TryPop(out chunk))
            {
                _kept -= size;
                return chunk;
            }
        }

        return new Chunk { Bytes = GC.AllocateUninitializedArray<byte>(size), Capacity = size };
    }

    /// <summary>Takes a chunk back that nobody uses any more.</summary>
    public void Return(Chunk chunk)
    {
        chunk.Next = null;
        chunk.Used = 0;
        int capacity = chunk.Capacity;
        if (capacity > Largest)
        {
            ArrayPool<byte>.Shared.Return(chunk.Bytes);
            chunk.Bytes = [];
            lock (_sync)
            {
                if (_shells.Count < 64)
                {
                    _shells.Push(chunk);
                }
            }

            return;
        }

        lock (_sync)
        {
            if (_kept + capacity <= Limit)
            {
                _kept += capacity;
                _free[Kind(capacity)].Push(chunk);
            }
        }
    }

    private static int Kind(int capacity)
        => capacity <= Smallest ? 0 : BitOperations.Log2((uint)capacity - 1) - BitOperations.Log2(Smallest) + 1;
}
