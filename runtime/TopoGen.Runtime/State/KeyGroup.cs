namespace TopoGen.Runtime;

/// <summary>
/// Keys are divided into a fixed number of key groups, and tasks own ranges of key groups: the unit in which state is
/// routed, stored and moved.
/// </summary>
internal static class KeyGroup
{
    /// <param name="hash">The stable hash of the key.</param>
    /// <param name="keyGroups">The number of key groups, a power of two.</param>
    public static int Of(ulong hash, int keyGroups) => (int)hash & (keyGroups - 1);

    /// <summary>The index of the task that owns a key group.</summary>
    public static int Owner(int group, int tasks, int keyGroups) => (int)((long)group * tasks / keyGroups);
}
