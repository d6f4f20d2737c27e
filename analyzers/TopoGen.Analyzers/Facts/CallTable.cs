using Microsoft.CodeAnalysis;

namespace TopoGen.Analyzers;

/// <summary>A set of well-known members, found once per compilation. Names may end with <c>*</c>.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<INamedTypeSymbol, string[]> _members = new(SymbolEqualityComparer.Default);

    /// <param name="compilation">Types that it does not know are left out.</param>
    /// <param name="members">A type's metadata name, and its members separated by spaces.</param>
    public CallTable(Compilation compilation, params (string Type, string Members)[] members)
    {
        foreach ((string type, string names) in members)
        {
            if (compilation.GetTypeByMetadataName(type) is { } symbol)
            {
                _members[symbol] = names.Split(' ');
            }
        }
    }

    /// <summary>Whether a member, or what it overrides or implements, is one of them.</summary>
    public bool Contains(ISymbol member)
    {
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.BaseType)
        {
            if (_members.TryGetValue(type.OriginalDefinition, out string[]? names) && names.Any(name => Matches(member.Name, name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string name, string pattern)
        => pattern[pattern.Length - 1] == '*'
            ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : name == pattern;
}
