namespace TopoGen.Generators;

/// <summary>The entry point of an executable that has none of its own.</summary>
internal static class MainEmitter
{
    /// <param name="topologies">The topology classes, as generated code names them.</param>
    public static string Emit(EquatableArray<string> topologies)
    {
        SourceWriter writer = SourceWriter.CSharp();
        writer.WriteLine("namespace TopoGen.Generated;");
        writer.WriteLine();
        writer.WriteLine("// Write a Main of your own, or top-level statements, and this one is not generated.");
        writer.WriteLine("internal static class Program");
        using (writer.WriteBlock())
        {
            writer.WriteLine($"private static {Names.Task}<int> Main(string[] args)");
            using (writer.Indent())
            {
                string definitions = string.Concat(topologies.Select(static t => $", DefinitionOf<{t}>()"));
                writer.WriteLine($"=> global::{KnownNames.TopologyHost}.RunAsync(args{definitions});");
            }

            writer.WriteLine();
            writer.WriteLine($"private static {KnownNames.Runtime}TopologyDefinition DefinitionOf<TTopology>()");
            using (writer.Indent())
            {
                writer.WriteLine($"where TTopology : {KnownNames.Runtime}ITopology<TTopology>");
                writer.WriteLine("=> TTopology.Definition;");
            }
        }

        return writer.ToString();
    }
}
