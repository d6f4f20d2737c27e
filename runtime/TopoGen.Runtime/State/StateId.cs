namespace TopoGen.Runtime;

/// <summary>What stands for the name of a state or field in a checkpoint; the generator computes the same and refuses names that share one.</summary>
internal static class StateId
{
    /// <summary>FNV-1a over UTF-16 code units.</summary>
    public static uint Of(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }
}
