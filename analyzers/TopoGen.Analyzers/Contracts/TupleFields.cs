namespace TopoGen.Analyzers.Contracts;

/// <summary>The fields of a tuple in a contract: <c>Word: string, Totals: Dictionary&lt;string, long&gt;</c>.</summary>
internal static class TupleFields
{
    /// <summary>Whether the former fields are still there, at their places, and others at most follow.</summary>
    public static bool IsPrefix(string before, string now) => before.Length == 0 || now == before || now.StartsWith(before + ", ", StringComparison.Ordinal);
}
