using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace TopoGen.Benchmarks;

/// <summary>
/// Memory that all processes of a run share: what spouts are to emit, and what tasks have counted. It lies in a folder in memory, because
/// pages that are written to a disk hold up who writes to them.
/// </summary>
internal sealed unsafe class StormBoard : IDisposable
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "TOPOGEN_BENCHMARKS_STORM";

    private const string File = "board";
    private const string Memory = "/dev/shm";

    /// <summary>Counters lie a line and its neighbour apart.</summary>
    private const int Line = 128;
    private const int TasksOfAKind = 32;
    private const int Size = Line * (1 + (TasksOfAKind * 4));

    private static readonly Lazy<StormBoard> OwnBoard = new(static () => Open(Environment.GetEnvironmentVariable(Variable)!));

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _memory;

    private StormBoard(string folder)
    {
        Folder = folder;
        _file = MemoryMappedFile.CreateFromFile(Path.Combine(folder, File), FileMode.OpenOrCreate, null, Size);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _memory);
    }

    /// <summary>That of the run to which this process belongs.</summary>
    public static StormBoard Own => OwnBoard.Value;

    public string Folder { get; }

    public long Version => Volatile.Read(ref *(long*)_memory);

    public StormSchedule Schedule
    {
        get
        {
            long version = Version;
            var fields = (long*)_memory;
            return new StormSchedule(version, fields[1] / 1000.0, fields[2], fields[3], fields[4], (StormScheduleKind)fields[5]);
        }
    }

    public static StormBoard Make()
    {
        string parent = Directory.Exists(Memory) ? Memory : Path.GetTempPath();
        return new StormBoard(Directory.CreateDirectory(Path.Combine(parent, $"topogen-benchmarks-{Guid.NewGuid():N}")).FullName);
    }

    public static StormBoard Open(string folder) => new(folder);

    /// <summary>The next schedule; its version is counted on.</summary>
    /// <returns>As it was set.</returns>
    public StormSchedule Set(StormSchedule schedule)
    {
        schedule = schedule with { Version = Version + 1 };
        var fields = (long*)_memory;
        (fields[1], fields[2], fields[3]) = ((long)(schedule.Rate * 1000), schedule.Start, schedule.From);
        (fields[4], fields[5]) = (schedule.Until, (long)schedule.Kind);
        Volatile.Write(ref *fields, schedule.Version);
        return schedule;
    }

    /// <summary>Counted by one task.</summary>
    public void Note(StormCount kind, int task, long count) => Volatile.Write(ref *At(kind, task), count);

    /// <summary>Of all tasks.</summary>
    public long Sum(StormCount kind)
    {
        long sum = 0;
        for (int task = 0; task < TasksOfAKind; task++)
        {
            sum += Volatile.Read(ref *At(kind, task));
        }

        return sum;
    }

    public static long After(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Only by who made it.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private long* At(StormCount kind, int task)
        => (long*)(_memory + (Line * (1 + ((int)kind * TasksOfAKind) + (task % TasksOfAKind))));
}
