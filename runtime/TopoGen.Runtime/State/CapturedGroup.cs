namespace TopoGen.Runtime;

/// <summary>One key group of a task at a capture.</summary>
/// <param name="Group">The key group.</param>
/// <param name="IsFull">Whether it holds all keys of the group, which may be none; else those that changed since the capture before.</param>
/// <param name="Content">The bytes of its blob; valid until the capture is disposed of.</param>
/// <param name="Count">Keys written or removed.</param>
internal readonly record struct CapturedGroup(int Group, bool IsFull, ReadOnlyMemory<byte> Content, int Count);
