using System.Runtime.InteropServices;

namespace TopoGen.Oracle;

/// <summary>One tuple that one task handled. Its bytes are the file's.</summary>
/// <param name="Key">The tuple's key.</param>
/// <param name="Sequence">Counts the tuples of the key, from 1.</param>
/// <param name="Timestamp">The machine's monotonic clock, the same for all its processes.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public readonly record struct JournalEntry(long Key, long Sequence, long Timestamp);
