using System.CommandLine;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>
/// The options of one command as <c>System.CommandLine</c> sees them. All values are texts here: they are read in one place,
/// together with those of files and environment, so that all are checked and reported alike.
/// </summary>
internal sealed class CommandTree
{
    private readonly Dictionary<string, Option> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<ParameterDefinition, Option> _parameters = [];
    private readonly List<(string Title, IReadOnlyList<Option> Options)> _sections = [];

    /// <param name="command">The command.</param>
    /// <param name="definition">The topology whose parameters the command takes, or null where none was chosen yet.</param>
    /// <param name="all">The topologies of the executable.</param>
    /// <exception cref="TopologyInputException">A parameter is called like an option of the engine.</exception>
    public CommandTree(HostCommand command, TopologyDefinition? definition, IReadOnlyList<TopologyDefinition> all)
    {
        Info = CommandInfo.Of(command);
        Command = new Command(Info.Name, Info.Description);
        List<Option> own = Info.HasParameters ? [.. AddParameters(definition)] : [];
        if (Info.HasPlace)
        {
            Positional = new Argument<string[]>("FILE|NAME")
            {
                Arity = ArgumentArity.ZeroOrMore,
                Description = "A file, which has a '.' or a '/' in its name; or a name in the topology's store",
            };
            Command.Add(Positional);
        }

        own.AddRange(Own.Of(command));
        List<Option> general = all.Count > 1 ? [Topology, .. Shortcuts(all)] : [];
        if (Info.HasEngine)
        {
            general.Add(Component);
            general.AddRange(EngineSettings.All.Select(Add));
        }

        general.Add(Own.Help);
        if (!Info.HasEngine)
        {
            own.AddRange(general);
        }

        AddSection($"Options of {Info.Name}", own);
        AddSection("Options of the cluster", [.. NodeSettings.Of(command).Where(s => s.Option is not null).Select(Add)]);
        AddSection("Options of the engine", Info.HasEngine ? general : []);
        CheckNames(definition);
    }

    public CommandInfo Info { get; }

    public Command Command { get; }

    /// <summary>All options as help shows them.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Sections => _sections;

    public Argument<string[]>? Positional { get; private set; }

    /// <summary>Of the topology, where the command takes its parameters.</summary>
    public ParameterDefinition? PositionalParameter { get; private set; }

    /// <summary>The options that are no settings.</summary>
    public OwnOptions Own { get; } = new();

    public Option<string> Topology { get; } = new(OptionNames.Topology) { HelpName = "NAME", Description = "Which of the topologies" };

    public Option<string[]> Component { get; } = new(OptionNames.Component)
    {
        HelpName = "NAME=N[,NAME=N]",
        Description = "Number of tasks of components, 0 switches one off; may be repeated",
    };

    /// <summary>By the name of the setting.</summary>
    public IReadOnlyDictionary<string, Option> Settings => _settings;

    public IReadOnlyDictionary<ParameterDefinition, Option> Parameters => _parameters;

    /// <summary>The options that choose a topology.</summary>
    public static IEnumerable<Option<bool>> Shortcuts(IEnumerable<TopologyDefinition> all)
        => all.Where(d => d.Option is not null).Select(d => new Option<bool>(d.Option!) { Description = $"{OptionNames.Topology} {d.Name}" });

    private void AddSection(string title, IReadOnlyList<Option> options)
    {
        foreach (Option option in options)
        {
            Command.Add(option);
        }

        _sections.Add((title, [.. options.Where(o => !o.Hidden)]));
    }

    private Option Add<TOptions>(Setting<TOptions> setting)
    {
        var option = new Option<string>(setting.Option!) { HelpName = setting.ValueName, Description = setting.Help };
        _settings.Add(setting.Name, option);
        return option;
    }

    private IEnumerable<Option> AddParameters(TopologyDefinition? definition)
    {
        foreach (ParameterDefinition parameter in definition?.Parameters?.Parameters ?? [])
        {
            string note = parameter.IsRequired ? " (required)" : parameter.DefaultText is { Length: > 0 } text ? $" (default: {text})" : "";
            if (parameter.IsPositional)
            {
                PositionalParameter = parameter;
                Positional = new Argument<string[]>(OptionNames.ValueNameOf(parameter))
                {
                    Arity = ArgumentArity.ZeroOrMore,
                    Description = parameter.Description + note,
                };
                Command.Add(Positional);
                continue;
            }

            string name = OptionNames.Of(parameter);
            Option option = parameter switch
            {
                { IsFlag: true } => new Option<bool>(name),
                { IsList: true } => new Option<string[]>(name),
                _ => new Option<string>(name),
            };
            option.HelpName = parameter.IsFlag ? null : OptionNames.ValueNameOf(parameter);
            option.Description = parameter.Description + (parameter.IsList ? "; may be repeated" : "") + note;
            _parameters.Add(parameter, option);
            yield return option;
        }
    }

    private void CheckNames(TopologyDefinition? definition)
    {
        string? twice = Command.Options.SelectMany(o => o.Aliases.Append(o.Name))
            .GroupBy(n => n, StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new TopologyInputException(
                $"Topology '{definition?.Name}' has a parameter for the option {twice}, which already exists; give it another name.");
        }
    }
}
