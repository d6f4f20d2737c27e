namespace TopoGen.Generators;

/// <summary>How a contract writes the name of a stream or state, which may be any text.</summary>
internal static class ContractName
{
    public static string Of(string name)
        => name.Length > 0 && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$') ? name : TypeNames.Literal(name);
}
