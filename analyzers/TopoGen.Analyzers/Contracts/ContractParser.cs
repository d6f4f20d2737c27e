using System.Collections.Immutable;

namespace TopoGen.Analyzers.Contracts;

/// <summary>Text to contracts. Indentation and lines that begin with <c>#</c> mean nothing.</summary>
internal sealed class ContractParser
{
    private const string KeyGroups = "key groups ";

    private static readonly string[] Roles = ["spout", "bolt", "sink", "include"];

    private readonly ImmutableArray<ContractTopology>.Builder _topologies = ImmutableArray.CreateBuilder<ContractTopology>();
    private ContractTopology? _topology;
    private ContractComponent? _component;

    private ContractParser()
    {
    }

    /// <param name="text">The file, or a single contract.</param>
    /// <param name="problem">Where it is no contract: the line, from 0, and why. Else null.</param>
    public static ImmutableArray<ContractTopology> Parse(string text, out (int Line, string Reason)? problem)
    {
        var parser = new ContractParser();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#' && parser.Read(line, i) is { } reason)
            {
                problem = (i, reason);
                return [];
            }
        }

        parser.EndTopology();
        problem = null;
        return parser._topologies.ToImmutable();
    }

    private string? Read(string line, int number)
    {
        int space = line.IndexOf(' ');
        string word = space < 0 ? line : line.Substring(0, space);
        string rest = space < 0 ? "" : line.Substring(space + 1).Trim();
        if (word.Length > 0 && word.All(static c => c is '<' or '=' or '>'))
        {
            return "a merge left both versions here; keep one of them";
        }

        if (rest.Length == 0)
        {
            return $"'{line}' is not understood";
        }

        if (word == "topology")
        {
            EndTopology();
            ImmutableSortedDictionary<string, string> none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
            _topology = new ContractTopology(rest, number, "", "", [], none);
            return _topologies.Any(t => t.Name == rest) ? $"topology '{rest}' is there twice" : null;
        }

        if (_topology is not { } topology)
        {
            return $"'{line}' stands before the first 'topology'";
        }

        if (Roles.Contains(word))
        {
            EndComponent();
            _component = ContractComponent.Empty(word, rest);
            return _topology!.Component(rest) is not null ? $"component '{rest}' is there twice" : null;
        }

        if (line.StartsWith(KeyGroups, StringComparison.Ordinal))
        {
            _topology = topology with { KeyGroups = line.Substring(KeyGroups.Length).Trim() };
            return null;
        }

        switch (word)
        {
            case "delivery":
                _topology = topology with { Delivery = rest };
                return null;
            case "schema":
                return null;
            case "tuple":
                EndComponent();
                int fields = rest.IndexOf('(');
                if (fields <= 0 || !rest.EndsWith(")", StringComparison.Ordinal) || topology.Tuples.ContainsKey(rest.Substring(0, fields)))
                {
                    return $"'{line}' is not understood; expected 'tuple Name(Field: type, ...)', each once";
                }

                _topology = _topology! with { Tuples = _topology.Tuples.Add(rest.Substring(0, fields), rest.Substring(fields + 1, rest.Length - fields - 2)) };
                return null;
            default:
                return ReadMember(word, rest) ?? (_component is null ? $"'{line}' stands before the first component" : null);
        }
    }

    private string? ReadMember(string word, string rest)
    {
        if (word == "writes")
        {
            _component = _component is null ? null : _component with { Writes = rest };
            return null;
        }

        int colon = EndOfKey(rest);
        if (word is not ("input" or "output" or "state") || colon < 0)
        {
            return $"'{word} {rest}' is not understood; expected 'input Source.stream: grouping', 'output stream: tuple' or 'state name: type'";
        }

        string key = rest.Substring(0, colon);
        string value = rest.Substring(colon + 2);
        if (_component is { } component)
        {
            _component = word switch
            {
                "input" => component with { Inputs = Add(component.Inputs, key, value) },
                "output" => component with { Outputs = Add(component.Outputs, key, value) },
                _ => component with { States = Add(component.States, key, value) },
            };
        }

        return null;
    }

    /// <summary>Two handlers may read one stream, and streams of one name differ by their tuples.</summary>
    private static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> map, string key, string value)
        => map.SetItem(key, map.TryGetValue(key, out string? former) ? $"{former} and {value}" : value);

    /// <summary>The colon behind a name, which may be a literal with colons of its own.</summary>
    private static int EndOfKey(string text)
    {
        bool quoted = false;
        for (int i = 0; i < text.Length - 1; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] == ':' && text[i + 1] == ' ')
            {
                return i;
            }
        }

        return -1;
    }

    private void EndComponent()
    {
        if (_component is { } component)
        {
            _topology = _topology! with { Components = _topology.Components.Add(component) };
            _component = null;
        }
    }

    private void EndTopology()
    {
        EndComponent();
        if (_topology is { } topology)
        {
            _topologies.Add(topology);
            _topology = null;
        }
    }
}
