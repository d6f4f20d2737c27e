using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>One value of <see cref="EngineOptions"/> as people set it.</summary>
/// <param name="Name">The property, and the key in settings.</param>
/// <param name="Option">The command line's option, with its dashes.</param>
/// <param name="ValueName">How help calls the value.</param>
/// <param name="Description">One line for help, without range and default.</param>
/// <param name="Kind">What a value must be: "a whole number"; empty where the range says it.</param>
/// <param name="Range">Least and most.</param>
/// <param name="Default">The default as help shows it.</param>
/// <param name="TrySet">Sets it from a text; false where the text is no such value. Ranges are checked by <see cref="EngineOptions.Validate"/>.</param>
internal sealed record EngineSetting(
    string Name,
    string Option,
    string ValueName,
    string Description,
    string Kind,
    string Range,
    string Default,
    Func<EngineOptions, string, bool> TrySet)
{
    /// <summary>Completes "expected …".</summary>
    public string Expected => Kind.Length > 0 ? $"{Kind}, {Range}" : Range;
}
