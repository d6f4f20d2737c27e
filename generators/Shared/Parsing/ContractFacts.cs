namespace TopoGen.Generators;

/// <summary>Models to what a contract says of them.</summary>
internal static class ContractFacts
{
    public static ContractComponentModel Of(ComponentModel component)
    {
        IEnumerable<string> inputs = component.Summary.Edges
            .Select(static edge => $"input {edge.SourceName}.{ContractName.Of(edge.Stream)}: {edge.Grouping}")
            .Concat(component.Summary.ReadsErrors ? [$"input {KnownNames.AnySource}.{KnownNames.ErrorStream}: shuffle"] : [])
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static line => line, StringComparer.Ordinal);
        IEnumerable<string> outputs = component.Sink is { } sink
            ? [$"writes {Plain(sink.Command)} to {Plain(sink.Type)}{(sink.IsImmediate ? ", immediate" : "")}"]
            : component.Fields
                .Select(static s => $"output {ContractName.Of(s.Name)}: {Plain(s.Tuple)}{(s.Direct ? ", direct" : "")}{(s.HasMessages ? ", messages" : "")}")
                .OrderBy(static line => line, StringComparer.Ordinal);
        IEnumerable<StateModel> kept = component.Recovery == Recoveries.None ? [] : component.States;
        return new ContractComponentModel(
            component.Shape.FullName,
            component.Problem is null,
            kept.All(static s => s.Layout is not null),
            component.Sink is not null ? "sink" : component.Summary.IsSpout ? "spout" : "bolt",
            inputs.Concat(outputs).ToEquatableArray(),
            kept.Where(static s => s.Layout is not null).Select(static s => new ContractStateModel(s.Name, s.Layout!)).ToEquatableArray(),
            component.Fields.Select(static s => s.Tuple.FullName).ToEquatableArray());
    }

    public static ContractRecordModel Of(TupleModel tuple)
        => Of(tuple.Record) with { Tuple = string.Join(", ", tuple.Fields.Select(static field => $"{field.Name}: {field.Type.Schema}")) };

    public static ContractRecordModel Of(StateRecordModel record)
        => new(
            record.Shape.FullName,
            record.Shape.Path,
            record.Problem is null,
            Tuple: null,
            string.Join(", ", record.Fields.Select(static field => $"{field.Identity}: {field.Type.Schema}")),
            record.Fields.SelectMany(static field => field.Type.Tuples).Distinct().ToEquatableArray());

    private static string Plain(TypeRef type) => type.FullName.Replace("global::", "").Replace("@", "");
}
