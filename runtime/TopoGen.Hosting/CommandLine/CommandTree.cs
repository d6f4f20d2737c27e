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
    private readonly Dictionary<EngineSetting, Option> _engine = [];
    private readonly Dictionary<ParameterDefinition, Option> _parameters = [];

    /// <param name="command">The command.</param>
    /// <param name="definition">The topology whose parameters <c>run</c> takes, or null where none was chosen yet.</param>
    /// <param name="several">Whether the executable has several topologies to choose from.</param>
    /// <exception cref="TopologyInputException">A parameter is called like an option of the engine.</exception>
    public CommandTree(HostCommand command, TopologyDefinition? definition, bool several)
    {
        Kind = command;
        Command = new Command(command.ToString().ToLowerInvariant(), command switch
        {
            HostCommand.Run => "runs the topology; the default",
            HostCommand.Describe => "shows components, streams and where each task runs",
            _ => "draws the topology",
        });
        if (command == HostCommand.Run)
        {
            AddParameters(definition);
        }

        if (command == HostCommand.Describe)
        {
            Command.Add(Json = new Option<bool>("--json") { Description = "As JSON, for a machine to read" });
        }

        if (command == HostCommand.Graph)
        {
            Command.Add(Format = new Option<string>("--format") { HelpName = "mermaid|dot", Description = "Mermaid or Graphviz (default: mermaid)" });
        }

        ParameterCount = Command.Options.Count;
        if (several)
        {
            Command.Add(Topology = new Option<string>(OptionNames.Topology) { HelpName = "NAME", Description = "Which of the topologies" });
        }

        Command.Add(Component);
        foreach (EngineSetting setting in EngineSettings.All)
        {
            var option = new Option<string>(setting.Option)
            {
                HelpName = setting.ValueName,
                Description = $"{setting.Description}, {setting.Range} (default: {setting.Default})",
            };
            _engine.Add(setting, option);
            Command.Add(option);
        }

        Command.Add(Help);
        CheckNames(definition);
    }

    public HostCommand Kind { get; }

    public Command Command { get; }

    /// <summary>How many options, the first ones, are the command's own.</summary>
    public int ParameterCount { get; }

    public Argument<string[]>? Positional { get; private set; }

    public ParameterDefinition? PositionalParameter { get; private set; }

    public Option<bool>? Json { get; }

    public Option<string>? Format { get; }

    public Option<string>? Topology { get; }

    public Option<string[]> Component { get; } = new(OptionNames.Component)
    {
        HelpName = "NAME=N[,NAME=N]",
        Description = "Number of tasks of components, 0 switches one off; may be repeated",
    };

    public Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "Shows this" };

    public IReadOnlyDictionary<EngineSetting, Option> Engine => _engine;

    public IReadOnlyDictionary<ParameterDefinition, Option> Parameters => _parameters;

    private void AddParameters(TopologyDefinition? definition)
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
            Command.Add(option);
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
