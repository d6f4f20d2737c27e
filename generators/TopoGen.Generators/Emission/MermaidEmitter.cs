using System.Globalization;
using System.Text;

namespace TopoGen.Generators;

/// <summary>The picture of a topology in its documentation comment, readable as text and by everything that draws Mermaid.</summary>
internal static class MermaidEmitter
{
    public static string Remarks(TopologyPlan plan)
    {
        var text = new StringBuilder();
        text.Append("/// <remarks>\n/// <code>\n/// flowchart LR\n");
        for (int i = 0; i < plan.Members.Count; i++)
        {
            ComponentSummary member = plan.Members[i];
            string label = member.Parallelism > 1
                ? $"{member.Name} × {member.Parallelism.ToString(CultureInfo.InvariantCulture)}"
                : member.Name;
            Line(text, "    " + (member.IsSpout ? $"{Id(plan.Members, i)}([\"{label}\"])" : $"{Id(plan.Members, i)}[\"{label}\"]"));
        }

        if (plan.Members.Any(static m => m.ReadsErrors))
        {
            Line(text, $"    {KnownNames.ErrorStream}{{{{\"what fails\"}}}}");
        }

        for (int target = 0; target < plan.Members.Count; target++)
        {
            if (plan.Members[target].ReadsErrors)
            {
                Line(text, $"    {KnownNames.ErrorStream} -.->|\"FailedTuple, shuffle\"| {Id(plan.Members, target)}");
            }

            foreach (EdgeModel edge in plan.Members[target].Edges)
            {
                int source = Find(plan.Members, edge.Source);
                if (source >= 0)
                {
                    string stream = edge.Stream == KnownNames.DefaultStream ? edge.Tuple : $"{edge.Stream}: {edge.Tuple}";
                    Line(text, $"    {Id(plan.Members, source)} -->|\"{stream}, {edge.Grouping}\"| {Id(plan.Members, target)}");
                }
            }
        }

        text.Append("/// </code>\n/// </remarks>");
        return text.ToString();
    }

    private static int Find(EquatableArray<ComponentSummary> members, string fullName)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (members[i].FullName == fullName)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The name, where Mermaid takes it as an identifier: "end" is a word of its own.</summary>
    private static string Id(EquatableArray<ComponentSummary> members, int index)
    {
        string name = members[index].Name;
        return name.All(static c => c is '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            && !name.Equals("end", StringComparison.OrdinalIgnoreCase)
            ? name
            : "c" + index.ToString(CultureInfo.InvariantCulture);
    }

    private static void Line(StringBuilder text, string line)
        => text.Append("/// ").Append(line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")).Append('\n');
}
