namespace TopoGen.Generators;

/// <summary>Where the pages of the rules stand.</summary>
internal static class RuleHelp
{
    /// <summary>Followed by <c>TG0101.md</c>: the page says cause, wrong code, right code, and when to suppress.</summary>
    public const string Prefix = "https://github.com/topogen/topogen/blob/main/analyzers/rules/";
}
