using System.IO.MemoryMappedFiles;
using System.Numerics;

namespace TopoGen.Benchmarks;

/// <summary>
/// The least that two processes need to share records: a file in memory with a cursor of each side on cache lines of its own, and slots. One thread at
/// either end; who waits spins and yields, and never sleeps. Nothing is checked, and nobody notices when the other dies.
/// </summary>
/// <remarks>
/// Records are gathered in an array of the writer's own and copied as a whole: the lines come from the other core's cache side by side then, which took half
/// of the time that records made in the slots took. They are read where they lie.
/// </remarks>
internal sealed unsafe class MappedRing<TRecord> : IDisposable
    where TRecord : unmanaged
{
    private const int Published = 64;
    private const int Consumed = 192;
    private const int Header = 256;

    /// <summary>Bytes of slots, at the most; with <see cref="Batch"/> the fastest of those tried.</summary>
    private const int Size = 1024 * 1024;

    /// <summary>Bytes that are published at once, at the most.</summary>
    private const int Batch = 16 * 1024;

    private static readonly int Slots = 1 << BitOperations.Log2((uint)(Size / sizeof(TRecord)));

    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _memory;
    private readonly TRecord* _slots;
    private readonly TRecord[] _gathered = new TRecord[Batch / sizeof(TRecord)];
    private int _held;
    private long _next;

    private MappedRing(string path, FileMode mode)
    {
        long length = Header + ((long)Slots * sizeof(TRecord));
        using var file = MemoryMappedFile.CreateFromFile(path, mode, null, length);
        _view = file.CreateViewAccessor(0, length);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _memory);
        _slots = (TRecord*)(_memory + Header);
    }

    public static MappedRing<TRecord> Make(string path) => new(path, FileMode.CreateNew);

    public static MappedRing<TRecord> Open(string path) => new(path, FileMode.Open);

    public void Write(in TRecord record)
    {
        _gathered[_held++] = record;
        if (_held == _gathered.Length)
        {
            Publish();
        }
    }

    public void Publish()
    {
        for (ReadOnlySpan<TRecord> rest = _gathered.AsSpan(0, _held); rest.Length > 0;)
        {
            int waited = 0;
            int room;
            while ((room = (int)(Volatile.Read(ref Cursor(Consumed)) + Slots - _next)) == 0)
            {
                Wait(ref waited);
            }

            int start = (int)(_next & (Slots - 1));
            int records = Math.Min(Math.Min(room, rest.Length), Slots - start);
            rest[..records].CopyTo(new Span<TRecord>(_slots + start, records));
            rest = rest[records..];
            _next += records;
            Volatile.Write(ref Cursor(Published), _next);
        }

        _held = 0;
    }

    /// <summary>Waits for records and returns those that lie in a row; they stay until <see cref="Release"/>.</summary>
    public ReadOnlySpan<TRecord> Read()
    {
        int waited = 0;
        int available;
        while ((available = (int)(Volatile.Read(ref Cursor(Published)) - _next)) == 0)
        {
            Wait(ref waited);
        }

        int start = (int)(_next & (Slots - 1));
        return new ReadOnlySpan<TRecord>(_slots + start, Math.Min(Math.Min(available, _gathered.Length), Slots - start));
    }

    public void Release(int records)
    {
        _next += records;
        Volatile.Write(ref Cursor(Consumed), _next);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    private static void Wait(ref int waited)
    {
        if (++waited % 64 == 0)
        {
            Thread.Yield();
        }
        else
        {
            Thread.SpinWait(4);
        }
    }

    private ref long Cursor(int offset) => ref *(long*)(_memory + offset);
}
