using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A grouping with its types; generated code picks one with the factory methods of <see cref="Grouping"/>.</summary>
/// <typeparam name="T">The tuple type.</typeparam>
public abstract class Grouping<T>
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
    public static Grouping<T> Shuffle<T>() => new ShuffleGrouping<T>(GroupingKind.Shuffle);

    public static Grouping<T> LocalOrShuffle<T>() => new ShuffleGrouping<T>(GroupingKind.LocalOrShuffle);

    public static Grouping<T> All<T>() => new AllGrouping<T>();

    public static Grouping<T> Global<T>() => new GlobalGrouping<T>();

    public static Grouping<T> Direct<T>() => new DirectGrouping<T>();

    public static Grouping<T> Fields<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where TSelector : struct, IKeySelector<T, TKey>
        => new FieldsGrouping<T, TKey, TSelector>(fields);

    public static Grouping<T> PartialKey<T, TKey, TSelector>(params ImmutableArray<string> fields)
        where TSelector : struct, IKeySelector<T, TKey>
        => new PartialKeyGrouping<T, TKey, TSelector>(fields);

    public static Grouping<T> Custom<T, TGrouping>()
        where TGrouping : ICustomGrouping<T>, new()
        => new CustomGrouping<T, TGrouping>();
}
