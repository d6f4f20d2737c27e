using Spectre.Console;

namespace TopoGen.Hosting.Terminal;

/// <summary>Tables as text.</summary>
internal static class TableText
{
    public static Table Create(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Spectre.Console.Text(column)));
        }

        return table;
    }

    /// <summary>Without escape codes.</summary>
    public static string Plain(Table table, int width) => Render(table, width, ansi: false);

    /// <param name="table">The table.</param>
    /// <param name="width">The columns of the terminal; longer cells wrap.</param>
    /// <param name="ansi">Whether colours may be used.</param>
    public static string Render(Table table, int width, bool ansi)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)) + "\n";
    }
}
