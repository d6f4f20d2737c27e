using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>The ways in which <see cref="ParameterDefinition.Parse"/> reads a text; called by generated code.</summary>
public static class ParameterParser
{
    public static object? Text(string text) => text;

    public static object? Value<T>(string text)
        where T : struct, IParsable<T>
        => T.TryParse(text, CultureInfo.InvariantCulture, out T value) ? value : null;

    /// <summary>Reads a time with its unit, as <c>250ms</c>, <c>1.5s</c>, <c>5m</c>, or as <c>hh:mm:ss</c>.</summary>
    public static object? Time(string text) => Duration.Parse(text);

    /// <summary>Reads the name of a defined member, ignoring case.</summary>
    public static object? Enum<T>(string text)
        where T : struct, Enum
        => System.Enum.TryParse(text, ignoreCase: true, out T value) && System.Enum.IsDefined(value) ? value : null;
}
