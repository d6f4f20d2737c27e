using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>Turns what was given (command line over configuration) into engine options and the topology's parameters.</summary>
/// <param name="configuration">Read below its section <c>TopoGen</c>.</param>
/// <param name="given">What the command line says; empty in a user's own host.</param>
/// <param name="known">All topologies that share the configuration: a setting of another of them is no mistake.</param>
internal sealed class TopologySettings(IConfiguration configuration, GivenSettings given, IReadOnlyCollection<TopologyDefinition> known)
{
    /// <summary>Of a user's own host, where there is no command line of ours.</summary>
    public static TopologySettings Of(IServiceProvider services) => new(
        services.GetRequiredService<IConfiguration>(),
        new GivenSettings(),
        [.. services.GetServices<TopologyRegistration>().Select(r => r.Definition)]);

    /// <exception cref="TopologyInputException">A value is unknown or out of its range; the message names where it was given.</exception>
    public EngineOptions CreateOptions(TopologyDefinition definition, Action<EngineOptions>? configure = null)
    {
        CheckKeys();
        var options = new EngineOptions();
        SetAll(options, EngineSettings.All, o => o.Validate());
        foreach (string key in ConfigurationValues.KeysOf(configuration, ConfigurationValues.Components))
        {
            string path = $"{ConfigurationValues.Components}:{key}";
            if (Resolve(definition, key) is { } name)
            {
                options.Components[name] = ParseParallelism(ConfigurationValues.Find(configuration, path) ?? new SettingValue("", path));
            }
            else if (known.All(d => Resolve(d, key) is null))
            {
                throw Unknown(ConfigurationValues.SourceOf(configuration, path), key, definition);
            }
        }

        foreach ((string name, int tasks) in GivenComponents(definition))
        {
            options.Components[name] = tasks;
        }

        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    /// <exception cref="TopologyInputException">A value is out of its range; the message names where it was given.</exception>
    public NodeOptions CreateNodeOptions()
    {
        CheckKeys();
        var options = new NodeOptions();
        SetAll(options, NodeSettings.All, _ => { });
        return options;
    }

    /// <summary>The parallelism of components on the command line, in the order given.</summary>
    /// <exception cref="TopologyInputException">There is no such component, or the number is none.</exception>
    public IEnumerable<(string Name, int Tasks)> GivenComponents(TopologyDefinition definition)
    {
        foreach ((string name, SettingValue value) in given.Components)
        {
            if (definition.Components.All(c => c.Name != name))
            {
                throw Unknown(value.Source, name, definition);
            }

            yield return (name, ParseParallelism(value));
        }
    }

    /// <summary>Whether a value stands on the command line, where everybody on the machine can read it.</summary>
    public bool IsOnCommandLine(string setting) => given.Values.ContainsKey(setting);

    /// <summary>What the command line sets, for processes that are started alike.</summary>
    public IEnumerable<KeyValuePair<string, string>> OnCommandLine => given.Values.Select(v => KeyValuePair.Create(v.Key, v.Value.Text));

    /// <summary>The parameters that are given a value, by <see cref="ParameterDefinition.Setting"/>.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> ParameterTexts(TopologyDefinition definition)
        => (definition.Parameters?.Parameters ?? [])
            .Select(p => (p.Setting, Texts: TextsOf(p)))
            .Where(p => p.Texts is not null)
            .ToImmutableSortedDictionary(p => p.Setting, p => p.Texts!.Select(t => t.Text).ToImmutableArray(), StringComparer.Ordinal);

    /// <returns>The topology's filled record.</returns>
    /// <exception cref="TopologyInputException">A value is missing, or is not what it must be.</exception>
    public object CreateParameters(ParametersDefinition definition)
        => definition.Create([.. definition.Parameters.Select(Value)]);

    private void SetAll<TOptions>(TOptions options, IEnumerable<Setting<TOptions>> settings, Action<TOptions> validate)
    {
        foreach (Setting<TOptions> setting in settings)
        {
            SettingValue? value = given.Values.TryGetValue(setting.Name, out SettingValue onCommandLine)
                ? onCommandLine
                : ConfigurationValues.Find(configuration, setting.Name);
            if (value is { } v)
            {
                Set(options, setting, v, validate);
            }
        }
    }

    private static void Set<TOptions>(TOptions options, Setting<TOptions> setting, SettingValue value, Action<TOptions> validate)
    {
        try
        {
            if (setting.TrySet(options, value.Text))
            {
                validate(options);
                return;
            }
        }
        catch (TopologyInputException)
        {
            // Said again below in the words of whoever gave the value.
        }

        // What has no option is secret.
        string text = setting.Option is null ? "not usable" : $"'{value.Text}'";
        throw new TopologyInputException($"{value.Source} is {text}; expected {setting.Expected}.");
    }

    private static int ParseParallelism(SettingValue value)
        => int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new TopologyInputException($"{value.Source} is '{value.Text}'; expected a number of tasks, 0 or more.");

    private static string? Resolve(TopologyDefinition definition, string key)
        => definition.Components.FirstOrDefault(c => c.Name.Equals(key, StringComparison.OrdinalIgnoreCase))?.Name;

    private static TopologyInputException Unknown(string source, string name, TopologyDefinition definition)
    {
        string[] names = [.. definition.Components.Select(c => c.Name)];
        string nearest = Nearest.Hint(name, names);
        return new TopologyInputException(
            $"{source}: topology '{definition.Name}' has no component '{name}'{(nearest.Length > 0 ? nearest : $"; it has {string.Join(", ", names)}.")}");
    }

    /// <summary>A misspelt key would otherwise be a setting that silently does nothing.</summary>
    private void CheckKeys()
    {
        string[] keys =
        [
            .. EngineSettings.All.Select(s => s.Name),
            .. NodeSettings.All.Select(s => s.Name),
            ConfigurationValues.Components,
            ConfigurationValues.Parameters,
            ConfigurationValues.Topology,
        ];
        Check(null, keys);
        Check(ConfigurationValues.Parameters, [.. known.SelectMany(d => d.Parameters?.Parameters ?? []).Select(p => p.Setting)]);

        void Check(string? below, string[] names)
        {
            foreach (string key in ConfigurationValues.KeysOf(configuration, below))
            {
                if (!names.Contains(key, StringComparer.OrdinalIgnoreCase))
                {
                    string source = ConfigurationValues.SourceOf(configuration, below is null ? key : $"{below}:{key}");
                    throw new TopologyInputException($"{source}: there is no such setting{Others(key, names)}");
                }
            }
        }

        static string Others(string key, string[] names)
            => Nearest.Hint(key, names) is { Length: > 0 } nearest
                ? nearest
                : names.Length == 0 ? "; the topology has no parameters." : $"; there are {string.Join(", ", names)}.";
    }

    private object? Value(ParameterDefinition parameter)
    {
        if (TextsOf(parameter) is not { } values)
        {
            return !parameter.IsRequired
                ? null
                : throw new TopologyInputException(
                    $"{OptionNames.Of(parameter)} is missing: {(parameter.Description.Length > 0 ? parameter.Description : "it has no default")}; expected {parameter.Expected}.");
        }

        return parameter.IsList ? (string[])[.. values.Select(v => v.Text)] : Parse(parameter, values[^1]);
    }

    private IReadOnlyList<SettingValue>? TextsOf(ParameterDefinition parameter)
    {
        string key = $"{ConfigurationValues.Parameters}:{parameter.Setting}";
        return given.Parameters.TryGetValue(parameter.Setting, out IReadOnlyList<SettingValue>? texts)
            ? texts
            : parameter.IsList
                ? ConfigurationValues.FindList(configuration, key)
                : ConfigurationValues.Find(configuration, key) is { } single ? [single] : null;
    }

    private static object Parse(ParameterDefinition parameter, SettingValue value)
        => parameter.Parse(value.Text)
            ?? throw new TopologyInputException($"{value.Source} is '{value.Text}'; expected {parameter.Expected}.");
}
