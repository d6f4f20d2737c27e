namespace TopoGen.Hosting.Settings;

/// <summary>What the command line sets.</summary>
internal sealed class GivenSettings
{
    /// <summary>By the name of a <see cref="Setting{TOptions}"/>, of the engine and of the cluster.</summary>
    public Dictionary<string, SettingValue> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The parallelism of components, in the order given: the last of a name wins.</summary>
    public List<(string Name, SettingValue Value)> Components { get; } = [];

    /// <summary>By <see cref="TopoGen.Runtime.ParameterDefinition.Setting"/>.</summary>
    public Dictionary<string, IReadOnlyList<SettingValue>> Parameters { get; } = new(StringComparer.Ordinal);
}
