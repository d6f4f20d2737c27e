using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TopoGen.Oracle;

/// <summary>
/// What one incarnation of a task saw, tuple by tuple: a file of its own that only grows. Every entry is handed to the system before
/// the task goes on, so a killed process has written all it saw. One thread.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly SafeFileHandle _file;
    private long _length;

    public Journal(string folder, TaskContext task)
    {
        string name = $"{task.Component}-{task.Index}-{Environment.ProcessId}-{Guid.NewGuid():N}{Extension}";
        _file = File.OpenHandle(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    /// <summary>How names of journals end; before it stand component, task, process and something random.</summary>
    public static string Extension => ".journal";

    public void Write(int key, long sequence)
    {
        var entry = new JournalEntry(key, sequence, Stopwatch.GetTimestamp());
        RandomAccess.Write(_file, MemoryMarshal.AsBytes(new ReadOnlySpan<JournalEntry>(in entry)), _length);
        _length += Unsafe.SizeOf<JournalEntry>();
    }

    public void Dispose() => _file.Dispose();
}
