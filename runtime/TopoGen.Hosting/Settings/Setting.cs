namespace TopoGen.Hosting.Settings;

/// <summary>One value as people set it, on the command line or in a file or the environment.</summary>
/// <typeparam name="TOptions">What it is a value of.</typeparam>
/// <param name="Name">The property, and the key in settings.</param>
/// <param name="Option">The command line's option, with its dashes; null for what must not stand there, because everybody can read it.</param>
/// <param name="ValueName">How help calls the value.</param>
/// <param name="Description">One line for help, without range and default.</param>
/// <param name="Kind">What a value must be: "a whole number"; empty where the range says it.</param>
/// <param name="Range">Least and most; empty where the kind says it.</param>
/// <param name="Default">The default as help shows it; empty for none.</param>
/// <param name="TrySet">Sets it from a text; false where the text is no such value.</param>
internal sealed record Setting<TOptions>(
    string Name,
    string? Option,
    string ValueName,
    string Description,
    string Kind,
    string Range,
    string Default,
    Func<TOptions, string, bool> TrySet)
{
    /// <summary>Completes "expected …".</summary>
    public string Expected => Kind.Length > 0 && Range.Length > 0 ? $"{Kind}, {Range}" : Kind + Range;

    /// <summary>The whole line for help.</summary>
    public string Help => Description + (Range.Length > 0 ? $", {Range}" : "") + (Default.Length > 0 ? $" (default: {Default})" : "");
}
