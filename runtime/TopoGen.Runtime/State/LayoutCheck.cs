using TopoGen.Layouts;

namespace TopoGen.Runtime;

/// <summary>Whether state that was written by one version of a topology can be read by another: see <see cref="LayoutDifference"/>.</summary>
internal static class LayoutCheck
{
    /// <returns>Why it cannot be read, with both layouts; null where it can.</returns>
    public static string? Problem(StateLayout written, StateLayout current)
        => LayoutDifference.Of(written.Text, current.Text) is { Length: > 0 } difference
            ? $"State '{current.State}' of '{current.Component}' was written as '{written.Text}' and is now '{current.Text}': {difference}"
            : null;
}
