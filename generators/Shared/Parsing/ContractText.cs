using System.Globalization;
using System.Text;

namespace TopoGen.Generators;

/// <summary>Models to the contract of one topology: one fact a line, in an order that does not depend on that of files.</summary>
internal static class ContractText
{
    private const string Indent = "    ";

    /// <returns>Null where a problem hides what the topology is.</returns>
    public static string? Of(TopologyPlan plan, ContractModel contract)
    {
        if (plan.Problem is not null || !contract.IsComplete)
        {
            return null;
        }

        var text = new StringBuilder();
        var tuples = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ComponentSummary member in plan.Members)
        {
            if (contract.Component(member.FullName) is not { } component)
            {
                text.Append($"{Indent}include {member.FullName.Replace("global::", "").Replace("@", "")}\n");
                continue;
            }

            if (!component.IsComplete || (!component.KeepsAll && plan.Topology.Delivery != Deliveries.AtMostOnce))
            {
                return null;
            }

            text.Append($"{Indent}{component.Role} {member.Name}\n");
            foreach (string line in component.Lines)
            {
                text.Append($"{Indent}{Indent}{line}\n");
            }

            foreach (ContractStateModel state in component.States)
            {
                text.Append($"{Indent}{Indent}state {ContractName.Of(state.Name)}: {Layout(state.Layout, contract)}\n");
            }

            foreach (string record in component.Records)
            {
                AddTuples(record, contract, tuples);
            }
        }

        foreach (KeyValuePair<string, string> tuple in tuples)
        {
            text.Append($"{Indent}tuple {tuple.Key}({tuple.Value})\n");
        }

        string keyGroups = plan.Topology.KeyGroups.ToString(CultureInfo.InvariantCulture);
        string head = $"topology {plan.Topology.Name}\n{Indent}delivery {plan.Topology.Delivery}\n{Indent}key groups {keyGroups}\n";
        return $"{head}{Indent}schema {Hash(head + text)}\n{text}";
    }

    /// <summary>The layout as the runtime writes it into checkpoints; records of other projects are named only.</summary>
    private static string Layout(LayoutModel layout, ContractModel contract)
    {
        var text = new StringBuilder(layout.Type);
        var described = new HashSet<string>(StringComparer.Ordinal);
        foreach (string record in layout.Records)
        {
            Describe(record);
        }

        return text.ToString();

        void Describe(string name)
        {
            if (contract.Record(name) is not { } record || !described.Add(name))
            {
                return;
            }

            text.Append("; ").Append(record.Path).Append(record.State.Length == 0 ? " { }" : $" {{ {record.State} }}");
            foreach (string nested in record.Nested)
            {
                Describe(nested);
            }
        }
    }

    private static void AddTuples(string name, ContractModel contract, SortedDictionary<string, string> tuples)
    {
        if (contract.Record(name) is not { Tuple: { } fields } record || tuples.ContainsKey(record.Path))
        {
            return;
        }

        tuples.Add(record.Path, fields);
        foreach (string nested in record.Nested)
        {
            AddTuples(nested, contract, tuples);
        }
    }

    /// <summary>FNV-1a of 64 bits.</summary>
    private static string Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
