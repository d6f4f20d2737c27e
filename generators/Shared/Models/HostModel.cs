namespace TopoGen.Generators;

/// <summary>What decides whether a <c>Main</c> is generated. Immutable, compares by content.</summary>
/// <param name="IsExecutable">Whether the output is a program.</param>
/// <param name="HasEntryPoint">Whether the user's code has one, or names one.</param>
/// <param name="HasHost">Whether the hosting library is referenced.</param>
internal sealed record HostModel(bool IsExecutable, bool HasEntryPoint, bool HasHost)
{
    public bool NeedsMain => IsExecutable && !HasEntryPoint && HasHost;
}
