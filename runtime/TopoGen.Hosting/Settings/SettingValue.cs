namespace TopoGen.Hosting.Settings;

/// <summary>A text that was given, and where.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Source">The option, the environment variable, or the key and its file: what the user has to change.</param>
internal readonly record struct SettingValue(string Text, string Source);
