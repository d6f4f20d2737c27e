using System.CommandLine;
using TopoGen.Hosting.Settings;
using TopoGen.Runtime;

namespace TopoGen.Hosting.CommandLine;

/// <summary>What <c>--help</c> shows.</summary>
internal static class HelpText
{
    public static void Write(TextWriter writer, string executable, IReadOnlyList<TopologyDefinition> definitions, CommandTree tree)
    {
        writer.WriteLine($"{executable}: {Topologies(definitions)}");
        writer.WriteLine();
        writer.WriteLine("Usage:");
        WriteColumns(writer, [
            .. CommandInfo.All.Select(c => ($"{executable} {Usage(c, tree)}".TrimEnd(), c.Description)),
            ($"{executable} COMMAND --help", "shows the options of a command"),
        ]);
        if (tree.Positional is not null)
        {
            WriteSection(writer, "Arguments", [(tree.Positional.Name, tree.Positional.Description ?? "")]);
        }

        foreach ((string title, IReadOnlyList<Option> options) in tree.Sections)
        {
            WriteSection(writer, title, [.. options.Select(Row)]);
        }

        writer.WriteLine();
        writer.WriteLine("A file that is called like a command or an option comes after --, or as ./run.");
        writer.WriteLine("Options may also stand in appsettings.json, section TopoGen (the working directory's wins over that beside the");
        writer.WriteLine("executable), as in { \"TopoGen\": { \"Executors\": 2, \"Components\": { \"NAME\": 2 }, \"Parameters\": { } } }, or in the");
        writer.WriteLine("environment, as in TOPOGEN__EXECUTORS=2, which wins over files. The command line wins over all.");
        if (tree.Settings.ContainsKey(nameof(NodeOptions.Redis)))
        {
            writer.WriteLine("Everybody can read a command line, so the password of Redis (RedisPassword) and what workers prove to each other");
            writer.WriteLine("to know (Secret) stand in files or the environment only.");
        }

        WriteSection(writer, "Exit codes", [
            ($"{ExitCode.Done}", "all input was processed, or told to stop and all work in progress done"),
            ($"{ExitCode.Failed}", "failed"),
            ($"{ExitCode.UserMistake}", "an option, a setting or an input cannot be used; one line on standard error says why"),
            ($"{ExitCode.DrainTimedOut}", "told to stop, and work was left when the drain limit was over"),
        ]);
    }

    private static string Usage(CommandInfo command, CommandTree tree)
    {
        string word = command.Command == HostCommand.Run ? "[run]" : command.Name;
        string files = tree is { Positional: { } argument, PositionalParameter: { } parameter } && command == tree.Info ? $" [{argument.Name}{(parameter.IsList ? "..." : "")}]" : "";
        return $"{word} {command.Usage}{files}";
    }

    private static string Topologies(IReadOnlyList<TopologyDefinition> definitions)
        => definitions is [var only]
            ? $"topology '{only.Name}' of {string.Join(", ", only.Components.Select(c => c.Name))}"
            : $"topologies {string.Join(", ", definitions.Select(d => d.Name))}";

    private static (string, string) Row(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(a => a.Length == 2).Append(option.Name));
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description ?? "");
    }

    private static void WriteSection(TextWriter writer, string title, (string Left, string Right)[] rows)
    {
        if (rows.Length > 0)
        {
            writer.WriteLine();
            writer.WriteLine(title + ":");
            WriteColumns(writer, rows);
        }
    }

    private static void WriteColumns(TextWriter writer, (string Left, string Right)[] rows)
    {
        int width = rows.Max(r => r.Left.Length);
        foreach ((string left, string right) in rows)
        {
            writer.WriteLine($"  {left.PadRight(width)}  {right}".TrimEnd());
        }
    }
}
