using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A grouping with its types; generated code picks one with the factory methods of <see cref="Grouping"/>.</summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class Grouping<T>
    where T : allows ref struct
{
    private protected Grouping(GroupingKind kind, ImmutableArray<string> fields = default)
    {
        Kind = kind;
        Fields = fields.IsDefault ? [] : fields;
    }

    public GroupingKind Kind { get; }

    /// <summary>The fields of the key, in the order of their declaration in the grouping; empty where there is no key.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>For <see cref="GroupingKind.Custom"/>: the user's class.</summary>
    public virtual Type? Custom => null;

    /// <summary>Makes the port through which one producing task reaches the tasks of one subscription.</summary>
    /// <param name="targets">One port per consuming task, by task index; never empty.</param>
    /// <param name="others">Ports to tasks that get no tuples of this producer now, and wait for its end all the same.</param>
    /// <param name="producer">The index of the producing task, so that producers do not all begin at the same consumer.</param>
    /// <param name="keyGroups">The topology's number of key groups.</param>
    internal abstract OutputPort CreateRoute(Output<T>[] targets, Output<T>[] others, int producer, int keyGroups);
}

/// <summary>Makes the groupings of a topology; called by generated code.</summary>
public static class Grouping
{
    public static Grouping<T> Shuffle<T>()
        where T : allows ref struct
        => new ShuffleGrouping<T>(GroupingKind.Shuffle);

    public static Grouping<T> LocalOrShuffle<T>()
        where T : allows ref struct
        => new ShuffleGrouping<T>(GroupingKind.LocalOrShuffle);

    public static Grouping<T> All<T>()
        where T : allows ref struct
        => new AllGrouping<T>();

    public static Grouping<T> Global<T>()
        where T : allows ref struct
        => new GlobalGrouping<T>();

    public static Grouping<T> Direct<T>()
        where T : allows ref struct
        => new DirectGrouping<T>();

    public static Grouping<T> Fields<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where T : allows ref struct
        where TSelector : struct, IKeySelector<T, TKey>
        => new FieldsGrouping<T, SelectedKeyHash<T, TKey, TSelector>>(fields);

    /// <summary>By a key of which bytes of the view are a part.</summary>
    public static Grouping<T> FieldsOfView<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where T : allows ref struct
        where TSelector : struct, IViewKey<T, TKey>
        => new FieldsGrouping<T, ViewKeyHash<T, TKey, TSelector>>(fields);

    public static Grouping<T> PartialKey<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where T : allows ref struct
        where TSelector : struct, IKeySelector<T, TKey>
        => new PartialKeyGrouping<T, SelectedKeyHash<T, TKey, TSelector>>(fields);

    /// <inheritdoc cref="FieldsOfView"/>
    public static Grouping<T> PartialKeyOfView<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where T : allows ref struct
        where TSelector : struct, IViewKey<T, TKey>
        => new PartialKeyGrouping<T, ViewKeyHash<T, TKey, TSelector>>(fields);

    public static Grouping<T> Custom<T, TGrouping>()
        where T : allows ref struct
        where TGrouping : ICustomGrouping<T>, new()
        => new CustomGrouping<T, TGrouping>();
}
