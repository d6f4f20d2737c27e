using System.Text;
using TopoGen.Contracts;
using TopoGen.Hosting.Terminal;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Commands;

/// <summary>The command <c>describe --contract</c>: what stored state and running workers rely on.</summary>
/// <param name="context">What it works with.</param>
/// <param name="file">Where to write it; empty for standard output.</param>
internal sealed class ContractCommand(CommandContext context, string file)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run()
    {
        string text = ContractFile.TextOf(context.Known.Select(definition => definition.Contract
            ?? throw new TopologyInputException($"Topology '{definition.Name}' has no contract, because it was not written by the generator.")));
        return file.Length == 0 ? Output.Show(context.Console, writer => writer.Write(text)) : Write(text);
    }

    private int Write(string text)
    {
        try
        {
            if (File.Exists(file) && File.ReadAllText(file) == text)
            {
                context.Console.Say($"{file} is up to date.");
                return ExitCode.Done;
            }

            bool existed = File.Exists(file);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            context.Console.Say(existed ? $"{file} is written anew; look at what changed before you commit it." : $"{file} is written; commit it beside the project.");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Console.Say($"error: cannot write {file}: {OneLine.Of(e.Message)}");
            return ExitCode.Failed;
        }
    }
}
