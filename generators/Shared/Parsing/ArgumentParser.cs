using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What a handler is called with: its tuple, states of the tuple's key, an anchor.</summary>
internal sealed class ArgumentParser(INamedTypeSymbol component, ProblemCollector problems, StateParser states)
{
    /// <summary>What acks by hand, which a topology with epochs does not allow.</summary>
    public List<Finding> ManualAcks { get; } = [];

    /// <param name="method">A handler.</param>
    /// <param name="grouping">By which it is subscribed; null for the error stream.</param>
    /// <param name="key">The key of the grouping, or null.</param>
    /// <returns>Null where one of them cannot be supplied.</returns>
    public EquatableArray<ArgumentModel>? Parse(IMethodSymbol method, AttributeData? grouping, KeyModel? key)
    {
        bool isAsync = HandlerParser.IsAsync(method);
        if (isAsync && method.Parameters[0] is { Type.IsRefLikeType: true } view)
        {
            problems.Add(
                TG0111.Rule,
                Spot.Of(view),
                $"asynchronous handler '{method.Name}' takes the view '{TypeNames.Short(view.Type)}', whose bytes are gone when it goes on after an await",
                "make the handler synchronous, or emit a record to it");
            return null;
        }

        var arguments = new List<ArgumentModel>
        {
            new(method.Parameters[0].RefKind == RefKind.None ? ArgumentKind.TupleByValue : ArgumentKind.TupleByReference),
        };
        foreach (IParameterSymbol parameter in method.Parameters.Skip(1))
        {
            if (parameter.Type.TypeKind == TypeKind.Error)
            {
                problems.AddConsequence($"the type of parameter '{parameter.Name}' of '{method.Name}' is unknown");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && isAsync)
            {
                problems.Add(
                    TG0111.Rule,
                    Spot.Of(parameter),
                    $"asynchronous handler '{method.Name}' has [State] '{parameter.Name}', and two of its calls may run at once",
                    "make the handler synchronous, or keep the state in a bolt behind it");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && parameter.Type.IsRefLikeType)
            {
                problems.Add(
                    TG0403.Rule,
                    Spot.TypeOf(parameter),
                    $"state '{parameter.Name}' of '{method.Name}' is of type '{TypeNames.Short(parameter.Type)}', which cannot be kept beyond the call",
                    "keep a copy: byte[] for a span of bytes, a record for a view");
                return null;
            }

            if (parameter.Has(KnownNames.StateAttribute) && parameter.RefKind == RefKind.Ref)
            {
                if (key is null)
                {
                    problems.Add(WithoutKey(method, parameter, grouping!));
                    return null;
                }

                if (grouping is not null && GroupingParser.Kind(grouping) == "PartialKey")
                {
                    problems.Add(
                        TG0215.Rule,
                        Spot.Of(parameter),
                        $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and a partial-key grouping gives each key two tasks",
                        "use [FieldsGrouping<Source>(nameof(...))], or aggregate in a [State] field and again in a bolt behind it");
                    return null;
                }

                if (states.Table(parameter, key) is not { } table)
                {
                    return null;
                }

                arguments.Add(new ArgumentModel(ArgumentKind.State, table.Member));
            }
            else if (TypeNames.Is(parameter.Type, KnownNames.Anchor) && parameter.RefKind is RefKind.None or RefKind.In)
            {
                arguments.Add(new ArgumentModel(ArgumentKind.Anchor));
                if (!isAsync)
                {
                    ManualAcks.Add(new Finding(
                        new Problem(
                            TG0308.Rule,
                            $"handler '{method.Name}' acks by hand, and a tuple is done with its call",
                            $"remove '{parameter.Name}' from its parameters, or set Delivery = Delivery.AtLeastOnce"),
                        Spot.Of(parameter)));
                }
            }
            else if (isAsync && TypeNames.Of(parameter.Type) == Names.CancellationToken && parameter.RefKind is RefKind.None or RefKind.In)
            {
                arguments.Add(new ArgumentModel(ArgumentKind.Cancellation));
            }
            else
            {
                problems.Add(
                    HandlerSignature.Wrong(method, $"parameter '{parameter.Name}' of handler '{method.Name}' cannot be supplied", isAsync), Spot.Of(parameter));
                return null;
            }
        }

        return arguments.ToEquatableArray();
    }

    /// <summary>Where another grouping of the handler has a key, it is this grouping that is wrong.</summary>
    private Finding WithoutKey(IMethodSymbol method, IParameterSymbol parameter, AttributeData grouping)
    {
        IReadOnlyList<AttributeData> beside = GroupingParser.OfHandler(method) is { Count: > 0 } own ? own : GroupingParser.Of(component);
        AttributeData? keyed = beside.FirstOrDefault(static g => GroupingParser.Kind(g) == "Fields");
        return keyed is not null && KeyParser.Names(keyed) is { } fields
            ? new Finding(
                new Problem(
                    TG0209.Rule,
                    $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and this grouping has no key",
                    $"use [FieldsGrouping<{grouping.AttributeClass!.TypeArguments.FirstOrDefault()?.Name ?? "Source"}>] here as well, or give the stream a handler without that state")
                    .With(ProblemKeys.Fields, string.Join(",", fields)),
                Spot.Of(grouping))
            : new Finding(
                new Problem(
                    TG0214.Rule,
                    $"[State] '{parameter.Name}' of '{method.Name}' is kept per key, and the grouping has no key",
                    $"use {KeyParser.Suggest(grouping, method.Parameters[0].Type)}, or a [State] field for state of the whole task"),
                Spot.Of(parameter));
    }
}
