using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TopoGen.Oracle.Chaos;

/// <summary>
/// How many numbers all spouts together may give so far: a count in a file, which whoever causes the faults raises. So the input does not end before the faults do, however slow
/// the machine is. One thread.
/// </summary>
public sealed class Allowance : IDisposable
{
    public const string FileName = "allowed";

    /// <summary>Between two looks.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly SafeFileHandle _file;
    private readonly TimeProvider _time;
    private long _looked;
    private long _now;

    public Allowance(string folder, TimeProvider time)
    {
        _file = File.OpenHandle(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _time = time;
        _now = Read();
    }

    public long Now
    {
        get
        {
            if (_time.GetElapsedTime(_looked) > Interval)
            {
                _now = Read();
            }

            return _now;
        }
    }

    public static void Write(string folder, long allowed)
    {
        using SafeFileHandle file = File.OpenHandle(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in allowed)), 0);
    }

    public void Dispose() => _file.Dispose();

    private long Read()
    {
        _looked = _time.GetTimestamp();
        long allowed = 0;
        RandomAccess.Read(_file, MemoryMarshal.AsBytes(new Span<long>(ref allowed)), 0);
        return allowed;
    }
}
