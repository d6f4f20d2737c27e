namespace TopoGen.Runtime;

/// <summary>One value that a topology is given at start.</summary>
public sealed class ParameterDefinition
{
    /// <summary>The option's name without dashes, in kebab-case.</summary>
    public required string Name { get; init; }

    /// <summary>The name in settings: the constructor parameter's name.</summary>
    public required string Setting { get; init; }

    public string Description { get; init; } = "";

    /// <summary>How the value is called in help, for example <c>FILE</c>.</summary>
    public string? ValueName { get; init; }

    public bool IsPositional { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Whether it takes any number of values (<c>string[]</c>).</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it is a <c>bool</c>, switched on by its name alone.</summary>
    public bool IsFlag { get; init; }

    /// <summary>The default as help shows it, if there is one worth showing.</summary>
    public string? DefaultText { get; init; }

    /// <summary>What a value must be, to complete "expected …": "a whole number", "one of Red, Green".</summary>
    public required string Expected { get; init; }

    /// <summary>Turns one text into a value, in the invariant culture; null where the text is no such value.</summary>
    public required Func<string, object?> Parse { get; init; }
}
