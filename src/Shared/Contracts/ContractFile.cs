namespace TopoGen.Contracts;

/// <summary>The file in which a project records what stored state and running workers rely on.</summary>
internal static class ContractFile
{
    /// <summary>Where it stands: beside the project.</summary>
    public const string Name = "TopoGen.Topology.txt";

    private const string Head = """
        # What stored state and running workers rely on. Commit this file: its changes are worth a look in a review.
        # Written by the code fix "Update TopoGen.Topology.txt", or by the program itself: describe --contract TopoGen.Topology.txt

        """;

    /// <param name="topologies">The contract of each topology, in any order.</param>
    public static string TextOf(IEnumerable<string> topologies)
        => Head.Replace("\r", "") + string.Concat(topologies.OrderBy(static text => text, StringComparer.Ordinal).Select(static text => "\n" + text));
}
