namespace TopoGen.Runtime;

/// <summary>Where a <see cref="FileSink"/> writes; to be registered as a service.</summary>
/// <param name="Directory">
/// An existing directory. Where workers run on several machines it has to be one that all of them see under this path: a task that moves looks there for
/// what it has written.
/// </param>
public sealed record FileSinkOptions(string Directory);
