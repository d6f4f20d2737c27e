namespace TopoGen;

/// <summary>Describes one constructor parameter of a <see cref="ParametersAttribute"/> record to the people who start the topology.</summary>
/// <param name="description">The line that <c>--help</c> shows.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ParameterAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The option's name without dashes; by default the parameter's name in kebab-case.</summary>
    public string? Name { get; set; }

    /// <summary>How the value is called in <c>--help</c>, for example <c>FILE</c>.</summary>
    public string? ValueName { get; set; }

    /// <summary>The value is given by position, without an option name. At most one parameter, and a <c>string[]</c> takes all.</summary>
    public bool Positional { get; set; }
}
