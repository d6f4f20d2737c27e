using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>How the command line calls things.</summary>
internal static class OptionNames
{
    public const string Component = "--component";
    public const string Topology = "--topology";

    /// <summary>The option with its dashes, or the value name of what is given by position.</summary>
    public static string Of(ParameterDefinition parameter)
        => parameter.IsPositional ? ValueNameOf(parameter) : "--" + parameter.Name;

    public static string ValueNameOf(ParameterDefinition parameter)
        => parameter.ValueName ?? (parameter.IsPositional ? parameter.Name.ToUpperInvariant() : "VALUE");
}
