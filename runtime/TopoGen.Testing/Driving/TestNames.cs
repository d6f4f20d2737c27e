using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>Finds what a test names, or says what there is instead.</summary>
internal sealed class TestNames(TopologyDefinition definition)
{
    /// <exception cref="TopologyTestException">There is no component of that name.</exception>
    public ComponentDefinition Component(string name)
        => definition.Components.FirstOrDefault(c => c.Name == name)
            ?? throw new TopologyTestException(
                $"Topology '{definition.Name}' has no component '{name}' (it has {Join(definition.Components.Select(c => c.Name))})"
                + Nearest.Hint(name, definition.Components.Select(c => c.Name)));

    /// <exception cref="TopologyTestException">There is no spout of that name.</exception>
    public ComponentDefinition Spout(string name)
        => Component(name) is { Kind: ComponentKind.Spout } spout
            ? spout
            : throw new TopologyTestException(
                $"'{name}' is a bolt, which takes what others emit; feed a spout: {Join(definition.Components.Where(c => c.Kind == ComponentKind.Spout).Select(c => c.Name))}.");

    /// <summary>The index of the output that emits a tuple type.</summary>
    /// <exception cref="TopologyTestException">There is none, or there are several.</exception>
    public int Output(ComponentDefinition component, Type tuple, string? stream)
    {
        int[] found = [.. Enumerable.Range(0, component.Outputs.Length).Where(o => component.Outputs[o].TupleType == tuple && (stream is null || component.Outputs[o].Name == stream))];
        if (found is [var only])
        {
            return only;
        }

        string has = component.Outputs.IsEmpty
            ? "it emits nothing"
            : $"it emits {Join(component.Outputs.Select(o => o.Name == "default" ? o.TupleType.Name : $"{o.TupleType.Name} on stream '{o.Name}'"))}";
        if (found.Length > 1)
        {
            throw new TopologyTestException($"'{component.Name}' emits {tuple.Name} on several streams; name one of them: {has}.");
        }

        string named = stream is null ? "" : $" on stream '{stream}'";
        throw new TopologyTestException(
            $"'{component.Name}' emits no {tuple.Name}{named}; {has}"
            + (stream is null
                ? Nearest.Hint(tuple.Name, component.Outputs.Select(o => o.TupleType.Name))
                : Nearest.Hint(stream, component.Outputs.Select(o => o.Name))));
    }

    public static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
