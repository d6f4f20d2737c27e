using System.Collections.Immutable;
using TopoGen.Layouts;

namespace TopoGen.Analyzers.Contracts;

/// <summary>What has changed in a topology since its contract was written.</summary>
internal sealed class ContractComparison
{
    private readonly ContractTopology _before;
    private readonly ContractTopology _now;
    private readonly List<ContractChange> _changes = [];

    private ContractComparison(ContractTopology before, ContractTopology now)
    {
        _before = before;
        _now = now;
    }

    public static IReadOnlyList<ContractChange> Of(ContractTopology before, ContractTopology now)
    {
        var comparison = new ContractComparison(before, now);
        comparison.Topology();
        foreach (ContractComponent component in before.Components)
        {
            if (now.Component(component.Name) is { } same)
            {
                comparison.Component(component, same);
            }
            else
            {
                comparison.Gone(component);
            }
        }

        foreach (ContractComponent component in now.Components.Where(c => before.Component(c.Name) is null))
        {
            comparison.Add(false, ContractElement.Component, component.Name, "", $"'{component.Name}' is new");
        }

        comparison.Tuples();
        return comparison._changes;
    }

    private void Topology()
    {
        if (_before.KeyGroups != _now.KeyGroups)
        {
            Add(_before.KeepsState, ContractElement.Topology, "", "", $"'{_now.Name}' had {_before.KeyGroups} key groups and has {_now.KeyGroups}, by which stored state is divided");
        }

        if (_before.Delivery != _now.Delivery)
        {
            bool forgets = _before.KeepsState && _now.Delivery == "AtMostOnce";
            Add(forgets, ContractElement.Topology, "", "", $"'{_now.Name}' had Delivery.{_before.Delivery} and has Delivery.{_now.Delivery}{(forgets ? ", which keeps no state" : "")}");
        }
    }

    private void Gone(ContractComponent component)
    {
        bool keeps = _before.KeepsState && component.States.Count > 0;
        ContractComponent? renamed = _now.Components.FirstOrDefault(c => _before.Component(c.Name) is null && c.Role == component.Role && c.States.SequenceEqual(component.States));
        Add(
            keeps,
            renamed is null ? ContractElement.Topology : ContractElement.Component,
            renamed?.Name ?? "",
            "",
            $"'{component.Name}'{(keeps ? $" with the stored state {List(component.States.Keys)}" : "")} is gone{(keeps && renamed is not null ? $", and '{renamed.Name}' begins without it" : "")}",
            keeps && renamed is not null ? $"call the class '{component.Name}' again" : "");
    }

    private void Component(ContractComponent before, ContractComponent now)
    {
        string name = before.Name;
        if (before.Role != now.Role)
        {
            Add(false, ContractElement.Component, name, "", $"'{name}' was a {before.Role} and is a {now.Role}");
        }

        States(before, now);
        foreach (KeyValuePair<string, string> output in before.Outputs)
        {
            if (!now.Outputs.TryGetValue(output.Key, out string? carried))
            {
                Add(false, ContractElement.Component, name, "", $"stream '{Plain(output.Key)}' of '{name}' is gone");
            }
            else if (carried != output.Value)
            {
                Add(
                    Carried(output.Value) != Carried(carried),
                    ContractElement.Output,
                    name,
                    output.Key,
                    $"stream '{Plain(output.Key)}' of '{name}' carried '{output.Value}' and carries '{carried}'",
                    "give the new stream a name of its own: [Output(\"name\")]");
            }
        }

        foreach (KeyValuePair<string, string> input in before.Inputs)
        {
            if (now.Inputs.TryGetValue(input.Key, out string? grouping) && grouping != input.Value)
            {
                Add(
                    IsByKey(input.Value) || (IsByKey(grouping) && now.States.Count > 0),
                    ContractElement.Input,
                    name,
                    input.Key,
                    $"'{name}' took '{Plain(input.Key)}' by '{input.Value}' and takes it by '{grouping}', so that keys reach other tasks than their state");
            }
        }

        if (!before.Inputs.Keys.SequenceEqual(now.Inputs.Keys) || now.Outputs.Keys.Any(key => !before.Outputs.ContainsKey(key)))
        {
            Add(false, ContractElement.Component, name, "", $"'{name}' has other inputs or outputs than before");
        }

        if (before.Writes != now.Writes && before.Writes.Length > 0 && now.Writes.Length > 0)
        {
            string to = " to ";
            bool other = before.Writes.Substring(0, Math.Max(0, before.Writes.IndexOf(to, StringComparison.Ordinal))) != now.Writes.Substring(0, Math.Max(0, now.Writes.IndexOf(to, StringComparison.Ordinal)));
            Add(other && _before.KeepsState, ContractElement.Component, name, "", $"'{name}' wrote {before.Writes} and writes {now.Writes}");
        }
    }

    private void States(ContractComponent before, ContractComponent now)
    {
        string name = before.Name;
        bool keeps = _before.KeepsState;
        foreach (KeyValuePair<string, string> state in before.States)
        {
            if (!now.States.TryGetValue(state.Key, out string? layout))
            {
                string? renamed = now.States.FirstOrDefault(s => !before.States.ContainsKey(s.Key) && s.Value == state.Value).Key;
                Add(
                    keeps,
                    renamed is null ? ContractElement.Component : ContractElement.State,
                    name,
                    renamed ?? "",
                    $"state '{Plain(state.Key)}' of '{name}', '{state.Value}', is gone{(renamed is null ? "" : $", and '{Plain(renamed)}' begins without it")}",
                    renamed is null ? "" : $"keep what is stored by [State(\"{Plain(state.Key)}\")]");
            }
            else if (layout != state.Value)
            {
                string difference = LayoutDifference.Of(state.Value, layout);
                Add(
                    keeps && difference.Length > 0,
                    ContractElement.State,
                    name,
                    state.Key,
                    $"state '{Plain(state.Key)}' of '{name}' was '{state.Value}' and is '{layout}'{(difference.Length > 0 ? $": {difference}" : "")}",
                    "give the new state a name of its own: [State(\"name\")]");
            }
        }

        foreach (string added in now.States.Keys.Where(key => !before.States.ContainsKey(key)))
        {
            Add(false, ContractElement.State, name, added, $"state '{Plain(added)}' of '{name}' is new");
        }
    }

    private void Tuples()
    {
        foreach (KeyValuePair<string, string> tuple in _before.Tuples)
        {
            if (_now.Tuples.TryGetValue(tuple.Key, out string? fields) && fields != tuple.Value)
            {
                Add(
                    !TupleFields.IsPrefix(tuple.Value, fields),
                    ContractElement.Tuple,
                    tuple.Key,
                    "",
                    $"'{tuple.Key}' travelled as '{tuple.Value}' and travels as '{fields}'",
                    "leave its fields as they were and add new ones behind them");
            }
        }

        foreach (string added in _now.Tuples.Keys.Where(key => !_before.Tuples.ContainsKey(key)))
        {
            Add(false, ContractElement.Tuple, added, "", $"tuple '{added}' is new");
        }

        foreach (string gone in _before.Tuples.Keys.Where(key => !_now.Tuples.ContainsKey(key)))
        {
            Add(false, ContractElement.Topology, "", "", $"tuple '{gone}' is gone");
        }
    }

    private static bool IsByKey(string grouping) => grouping.IndexOf("fields ", StringComparison.Ordinal) >= 0 || grouping.IndexOf("partial key ", StringComparison.Ordinal) >= 0;

    /// <summary>The tuple without what its stream is besides.</summary>
    private static string Carried(string output) => output.Replace(", messages", "");

    private static string Plain(string name) => name.Trim('"');

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(static n => $"'{Plain(n)}'"));

    private void Add(bool isBreaking, ContractElement element, string component, string name, string text, string advice = "")
        => _changes.Add(new ContractChange(isBreaking, element, component, name, text, advice));
}
