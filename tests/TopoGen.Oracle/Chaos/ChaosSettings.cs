namespace TopoGen.Oracle.Chaos;

/// <summary>What each topology of this folder is given.</summary>
/// <param name="Folder">Where the allowance is, and below which the files go.</param>
/// <param name="Target">The Redis that has the lists.</param>
/// <param name="Keys">How many keys there are.</param>
/// <param name="Length">How far each key is counted.</param>
public abstract record ChaosSettings(string Folder, string Target, int Keys, long Length)
{
    /// <summary>How many tasks the spouts have.</summary>
    public const int Sources = 2;

    /// <summary>How many tasks count, to begin with.</summary>
    public const int Tallies = 3;

    /// <summary>How many tasks each sink has.</summary>
    public const int Outlets = 2;
}
