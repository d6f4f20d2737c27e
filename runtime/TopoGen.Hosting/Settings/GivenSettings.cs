namespace TopoGen.Hosting.Settings;

/// <summary>What the command line sets.</summary>
internal sealed class GivenSettings
{
    /// <summary>By the name of an <see cref="EngineSetting"/>.</summary>
    public Dictionary<string, SettingValue> Engine { get; } = new(StringComparer.Ordinal);

    /// <summary>The parallelism of components, in the order given: the last of a name wins.</summary>
    public List<(string Name, SettingValue Value)> Components { get; } = [];

    /// <summary>By <see cref="TopoGen.Runtime.ParameterDefinition.Setting"/>.</summary>
    public Dictionary<string, IReadOnlyList<SettingValue>> Parameters { get; } = new(StringComparer.Ordinal);
}
