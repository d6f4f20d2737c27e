namespace TopoGen.Generators;

/// <summary>One constructor parameter of a parameters record. Immutable, compares by content.</summary>
/// <param name="Name">The option, in kebab-case.</param>
/// <param name="Setting">The parameter's own name.</param>
/// <param name="Type">Its type, for a <c>Nullable</c> the one within.</param>
/// <param name="Default">The expression for an absent value; null where the parameter is required.</param>
/// <param name="DefaultText">The default as help shows it, or null.</param>
/// <param name="Expected">What a value must be.</param>
/// <param name="Parser">The method of the runtime that reads it.</param>
internal sealed record ParameterModel(
    string Name,
    string Setting,
    TypeRef Type,
    string Description,
    string? ValueName,
    bool IsPositional,
    bool IsList,
    bool IsFlag,
    string? Default,
    string? DefaultText,
    string Expected,
    string Parser);
