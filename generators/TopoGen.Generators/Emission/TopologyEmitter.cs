using System.Globalization;

namespace TopoGen.Generators;

/// <summary><see cref="TopologyPlan"/> to text: the definition that the host runs, with a picture for those who read it.</summary>
internal static class TopologyEmitter
{
    private const string Definition = KnownNames.Runtime + "TopologyDefinition";

    /// <summary>Called for every topology whose class can implement <c>ITopology</c>.</summary>
    public static string Emit(ContractedTopologyModel contracted)
    {
        TopologyPlan plan = contracted.Plan;
        TopologyModel topology = plan.Topology;
        SourceWriter writer = SourceWriter.CSharp();
        writer.WriteLine("// What the user marked as obsolete is still used as declared.");
        writer.WriteLine("#pragma warning disable CS0612, CS0618");
        writer.WriteLine();
        string contract = $"{KnownNames.Runtime}ITopology<{topology.Shape.FullName}>";
        using (writer.WriteType(topology.Shape, contract, MermaidEmitter.Remarks(plan)))
        {
            if (topology.NeedsConstructor)
            {
                writer.WriteLine("// A topology is a description; nobody creates one.");
                writer.WriteLine($"private {topology.Shape.Name}()");
                using (writer.WriteBlock())
                {
                }

                writer.WriteLine();
            }

            if (plan.Problem is { } problem)
            {
                writer.WriteLine($"static {Definition} {contract}.Definition");
                using (writer.Indent())
                {
                    writer.WriteLine($"=> {StubEmitter.Throw(topology.Shape.Name, problem)};");
                }
            }
            else
            {
                Full(writer, plan, contract, contracted.Contract);
            }
        }

        return writer.ToString();
    }

    private static void Full(SourceWriter writer, TopologyPlan plan, string contract, string? text)
    {
        TopologyModel topology = plan.Topology;
        writer.WriteLine($"static {Definition} {contract}.Definition {{ get; }} = new()");
        using (writer.WriteBlock("{", "};"))
        {
            writer.WriteLine($"Name = {TypeNames.Literal(topology.Name)},");
            writer.WriteLine($"Delivery = {KnownNames.Abstractions}Delivery.{topology.Delivery},");
            if (topology.Option is { } option)
            {
                writer.WriteLine($"Option = {TypeNames.Literal(option)},");
            }

            writer.WriteLine($"KeyGroups = {topology.KeyGroups.ToString(CultureInfo.InvariantCulture)},");
            writer.WriteLine("Components =");
            using (writer.WriteBlock("[", "],"))
            {
                foreach (ComponentSummary member in plan.Members.Where(static m => m.HasPart))
                {
                    writer.WriteLine($"__DefinitionOf<{member.FullName}>(),");
                }
            }

            if (plan.Parameters is not null)
            {
                writer.WriteLine("Parameters = __Parameters(),");
            }

            if (text is not null)
            {
                writer.WriteLine($"Contract = {KnownNames.ContractField},");
            }

            if (topology.HasConfigureServices)
            {
                writer.WriteLine("ConfigureServices = ConfigureServices,");
            }
        }

        writer.WriteLine();
        writer.WriteLine($"private static {KnownNames.Runtime}ComponentDefinition __DefinitionOf<TComponent>()");
        using (writer.Indent())
        {
            writer.WriteLine($"where TComponent : class, {KnownNames.Runtime}IComponent<TComponent>");
            writer.WriteLine("=> TComponent.Definition;");
        }

        if (text is not null)
        {
            Contract(writer, text);
        }

        if (plan.Parameters is { } parameters)
        {
            ParametersEmitter.Emit(writer, parameters);
        }
    }

    private static void Contract(SourceWriter writer, string text)
    {
        writer.WriteLine();
        writer.WriteLine("// What stored state and running workers rely on, as TopoGen.Topology.txt records it.");
        writer.WriteLine($"private const string {KnownNames.ContractField} =");
        using (writer.Indent())
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length - 1; i++)
            {
                writer.WriteLine(TypeNames.Literal(lines[i] + "\n") + (i == lines.Length - 2 ? ";" : " +"));
            }
        }
    }
}
