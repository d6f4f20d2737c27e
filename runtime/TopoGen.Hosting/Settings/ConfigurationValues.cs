using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace TopoGen.Hosting.Settings;

/// <summary>Reads the section <c>TopoGen</c> of a configuration and remembers where each value came from.</summary>
internal static class ConfigurationValues
{
    public const string Section = "TopoGen";
    public const string Components = "Components";
    public const string Parameters = "Parameters";
    public const string Topology = "Topology";

    /// <summary>One value of the section, by its key below it, such as <c>Parameters:Top</c>.</summary>
    public static SettingValue? Find(IConfiguration configuration, string key)
        => configuration[$"{Section}:{key}"] is { } text ? new SettingValue(text, SourceOf(configuration, key)) : null;

    /// <summary>All values of a list: an array, or one text as a list of one.</summary>
    public static IReadOnlyList<SettingValue>? FindList(IConfiguration configuration, string key)
    {
        if (Find(configuration, key) is { } single)
        {
            return [single];
        }

        SettingValue[] values =
        [
            .. configuration.GetSection($"{Section}:{key}").GetChildren()
                .Where(c => c.Value is not null)
                .Select(c => new SettingValue(c.Value!, SourceOf(configuration, $"{key}:{c.Key}"))),
        ];
        return values.Length == 0 ? null : values;
    }

    public static IEnumerable<string> KeysOf(IConfiguration configuration, string? below = null)
        => configuration.GetSection(below is null ? Section : $"{Section}:{below}").GetChildren().Select(c => c.Key);

    public static string SourceOf(IConfiguration configuration, string key)
    {
        string full = $"{Section}:{key}";
        IConfigurationProvider? provider = (configuration as IConfigurationRoot)?.Providers
            .LastOrDefault(p => p.TryGet(full, out _) || p.GetChildKeys([], full).Any());
        return provider switch
        {
            EnvironmentVariablesConfigurationProvider => full.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(),
            JsonConfigurationProvider { Source: { Path: { } path } source } => $"{full} in {source.FileProvider?.GetFileInfo(path).PhysicalPath ?? path}",
            _ => full,
        };
    }
}
