using System.CommandLine;
using System.CommandLine.Parsing;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>Reads the command line of an executable with some topologies.</summary>
internal sealed class CommandLineReader(IReadOnlyList<TopologyDefinition> definitions)
{
    /// <summary>
    /// What the first argument is looked at for. The parser drops a first argument that looks like its root, a path
    /// whose last part is equal included: so the root is called what no file is, and always gets the command first.
    /// </summary>
    private const string Root = "<topogen>";

    private static readonly string[] Commands = [.. CommandInfo.All.Select(c => c.Name)];

    /// <param name="args">The command line.</param>
    /// <param name="topology">The topology that configuration chooses where the command line does not.</param>
    /// <param name="help">Where help was asked for: the command it is about.</param>
    /// <returns>What to do, or null where help was asked for.</returns>
    /// <exception cref="TopologyInputException">The command line cannot be used.</exception>
    public Invocation? Read(IReadOnlyList<string> args, SettingValue? topology, out CommandTree? help)
    {
        int command = args is [var first, ..] ? Array.IndexOf(Commands, first) : -1;
        string[] rest = [.. args.Skip(command < 0 ? 0 : 1)];
        var kind = (HostCommand)Math.Max(command, 0);

        // What follows "--" is given by position whatever it looks like, so the parser does not see it at all.
        int dashes = Array.IndexOf(rest, "--");
        string[] escaped = dashes < 0 ? [] : rest[(dashes + 1)..];
        string[] words = dashes < 0 ? rest : rest[..dashes];

        TopologyDefinition? definition = Choose(words, topology);
        var tree = new CommandTree(kind, definition, definitions);
        ParseResult result = Parse(tree, words);
        if (result.GetValue(tree.Own.Help))
        {
            help = tree;
            return null;
        }

        help = null;
        CheckWords(tree, result, words, definition);
        string? contract = Contract(tree, result);
        definition ??= definitions.Count == 1 || contract is not null ? definitions[0] : throw Nameless();
        return new Invocation
        {
            Command = kind,
            Definition = definition,
            Given = Given(tree, result, escaped),
            Json = Has(tree.Own.Json),
            Contract = contract,
            Dot = OwnValues.IsDot(Text(tree.Own.Format)),
            Watch = kind == HostCommand.Top || Has(tree.Own.Watch),
            Place = tree.Info.HasPlace ? Place(tree, result, escaped) : null,
            List = Has(tree.Own.List),
            Remove = Text(tree.Own.Remove),
            Fresh = Has(tree.Own.Fresh) || Has(tree.Own.Replace),
            Supervised = Has(tree.Own.Supervised),
            Workers = OwnValues.Workers(Text(tree.Own.Workers)),
            AcceptLoss = Has(tree.Own.AcceptLoss) || Has(tree.Own.AcceptRewind) || Has(tree.Own.AcceptUndo),
            Wait = OwnValues.Wait(Text(tree.Own.Wait)),
        };

        bool Has(Option<bool> option) => tree.Command.Options.Contains(option) && result.GetValue(option);

        string? Text(Option<string> option) => tree.Command.Options.Contains(option) ? result.GetValue(option) : null;
    }

    /// <summary>It is about all topologies, so that none needs to be chosen.</summary>
    private static string? Contract(CommandTree tree, ParseResult result)
        => tree.Command.Options.Contains(tree.Own.Contract) && result.GetResult(tree.Own.Contract) is { Implicit: false } found
            ? found.Tokens is [var file] ? file.Value : ""
            : null;

    private static ParseResult Parse(CommandTree tree, string[] words)
    {
        var root = new Command(Root) { tree.Command };
        var configuration = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        return root.Parse([tree.Command.Name, .. words], configuration);
    }

    private static void CheckWords(CommandTree tree, ParseResult result, string[] words, TopologyDefinition? definition)
    {
        IEnumerable<string> positional = tree.Positional is { } argument ? (result.GetResult(argument)?.Tokens ?? []).Select(t => t.Value) : [];
        foreach (string word in positional.Concat(result.UnmatchedTokens))
        {
            if (word.StartsWith('-') && word.Length > 1)
            {
                string name = word.Split('=', ':')[0];
                string[] names = [.. tree.Command.Options.Select(o => o.Name)];
                string nearest = Nearest.Hint(name, names);
                throw new TopologyInputException(
                    $"There is no option {name}{(nearest.Length > 0 ? nearest : $"; {tree.Command.Name} --help shows all.")}");
            }
        }

        CheckSwitches(tree, result, words);
        if (result.UnmatchedTokens is [var unmatched, ..])
        {
            throw Unexpected(tree, unmatched, definition);
        }

        if (result.Errors is [var error, ..])
        {
            throw new TopologyInputException(error.Message);
        }
    }

    /// <summary>To the parser, what is no value of a switch is a word of its own, even after <c>=</c>.</summary>
    private static void CheckSwitches(CommandTree tree, ParseResult result, string[] words)
    {
        foreach (string name in tree.Command.Options.OfType<Option<bool>>().Select(o => o.Name))
        {
            string? attached = words.FirstOrDefault(w => w.Length > name.Length && w.StartsWith(name, StringComparison.Ordinal) && w[name.Length] is ('=' or ':'));
            string? value = attached is not null && !bool.TryParse(attached.AsSpan(name.Length + 1), out _) ? attached[(name.Length + 1)..] : null;
            if (result.UnmatchedTokens is [var word, ..] && words.Zip(words.Skip(1)).Contains((name, word)))
            {
                value ??= word;
            }

            if (value is not null)
            {
                throw new TopologyInputException($"{name} is a switch and takes no value but =true or =false, not '{value}'.");
            }
        }
    }

    private static TopologyInputException Unexpected(CommandTree tree, string word, TopologyDefinition? definition)
    {
        string nearest = Nearest.Hint(word, Commands);
        return new TopologyInputException(
            nearest.Length > 0 && tree.Info.Command == HostCommand.Run
                ? $"There is no command '{word}'{nearest}"
                : $"Unexpected '{word}'; {tree.Command.Name} of '{definition?.Name}' takes options only.");
    }

    private static GivenSettings Given(CommandTree tree, ParseResult result, string[] escaped)
    {
        var given = new GivenSettings();
        foreach ((string setting, Option option) in tree.Settings)
        {
            if (result.GetResult(option) is { Tokens: [var token, ..] })
            {
                given.Values.Add(setting, new SettingValue(token.Value, option.Name));
            }
        }

        foreach (Option<string[]> component in new[] { tree.Component, tree.Own.Component }.Where(tree.Command.Options.Contains))
        {
            foreach (Token token in result.GetResult(component)?.Tokens ?? [])
            {
                AddComponents(given, token.Value);
            }
        }

        foreach ((ParameterDefinition parameter, Option option) in tree.Parameters)
        {
            if (result.GetResult(option) is { Implicit: false } found)
            {
                string[] texts = found.Tokens.Count == 0 ? ["true"] : [.. found.Tokens.Select(t => t.Value)];
                given.Parameters.Add(parameter.Setting, [.. texts.Select(t => new SettingValue(t, option.Name))]);
            }
        }

        AddPositional(tree, result, escaped, given);
        return given;
    }

    private static void AddPositional(CommandTree tree, ParseResult result, string[] escaped, GivenSettings given)
    {
        string[] texts = Positional(tree, result, escaped);
        if (texts.Length == 0 || tree.Info.HasPlace)
        {
            return;
        }

        if (tree.PositionalParameter is not { } parameter)
        {
            throw new TopologyInputException($"Unexpected '{texts[0]}'; {tree.Command.Name} takes options only.");
        }

        if (texts.Length > 1 && !parameter.IsList)
        {
            throw new TopologyInputException($"Unexpected '{texts[1]}'; one {OptionNames.Of(parameter)} is taken.");
        }

        given.Parameters.Add(parameter.Setting, [.. texts.Select(t => new SettingValue(t, OptionNames.Of(parameter)))]);
    }

    private static string? Place(CommandTree tree, ParseResult result, string[] escaped) => Positional(tree, result, escaped) switch
    {
        [] => null,
        [var place] => place,
        [_, var second, ..] => throw new TopologyInputException($"Unexpected '{second}'; {tree.Command.Name} takes one file or name."),
    };

    private static string[] Positional(CommandTree tree, ParseResult result, string[] escaped)
        =>
        [
            .. tree.Positional is { } argument ? (result.GetResult(argument)?.Tokens ?? []).Select(t => t.Value) : [],
            .. escaped,
        ];

    private static void AddComponents(GivenSettings given, string text)
    {
        foreach (string part in text.Split(','))
        {
            if (part.Split('=') is not [{ Length: > 0 } name, var number])
            {
                throw new TopologyInputException($"{OptionNames.Component} is '{text}'; expected NAME=N[,NAME=N] with N the number of tasks, 0 or more.");
            }

            given.Components.Add((name.Trim(), new SettingValue(number.Trim(), $"{OptionNames.Component} {name.Trim()}")));
        }
    }

    /// <summary>The parameters of <c>run</c> depend on the topology, so it is looked up before all else is read.</summary>
    private TopologyDefinition? Choose(string[] words, SettingValue? configured)
    {
        if (definitions.Count == 1)
        {
            return definitions[0];
        }

        var option = new Option<string>(OptionNames.Topology);
        var command = new Command("probe") { option, new Argument<string[]>("rest") };
        foreach (Option<bool> shortcut in CommandTree.Shortcuts(definitions))
        {
            command.Add(shortcut);
        }

        var probe = new Command(Root) { command };
        ParseResult result = probe.Parse(["probe", .. words], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        SettingValue? named = result.GetResult(option) is { Tokens: [var token, ..] } ? new SettingValue(token.Value, OptionNames.Topology) : null;
        if (ByShortcut(result, named) is { } meant)
        {
            return meant;
        }

        if ((named ?? configured) is not { } value)
        {
            return definitions.Where(d => d.Option is null).ToArray() is [var only] ? only : null;
        }

        string[] names = [.. definitions.Select(d => d.Name)];
        return definitions.FirstOrDefault(d => d.Name == value.Text)
            ?? throw new TopologyInputException(
                $"{value.Source}: there is no topology '{value.Text}'{(Nearest.Hint(value.Text, names) is { Length: > 0 } nearest ? nearest : $"; there are {string.Join(", ", names)}.")}");
    }

    /// <summary>The topology whose own option was given.</summary>
    private TopologyDefinition? ByShortcut(ParseResult result, SettingValue? named)
    {
        TopologyDefinition[] meant = [.. definitions.Where(d => d.Option is { } option && result.GetResult(option) is OptionResult { Implicit: false })];
        string[] names = [.. meant.Select(m => m.Name), .. named is { } value ? [value.Text] : Array.Empty<string>()];
        return names.Distinct(StringComparer.Ordinal).Count() > 1
            ? throw new TopologyInputException(
                $"{string.Join(" and ", meant.Select(m => m.Option!).Concat(named is null ? [] : [OptionNames.Topology]))} choose different topologies ({string.Join(", ", names)}); give one of them.")
            : meant.FirstOrDefault();
    }

    private TopologyInputException Nameless()
        => new($"This executable has several topologies; choose with {OptionNames.Topology}: {string.Join(", ", definitions.Select(d => d.Name))}.");
}
