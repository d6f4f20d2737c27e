using Microsoft.CodeAnalysis;

namespace TopoGen.Generators;

/// <summary>What the pipeline says often.</summary>
internal static class ProviderExtensions
{
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> source)
        where T : class
        => source.Where(static item => item is not null).Select(static (item, _) => item!);

    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValueProvider<T?> source)
        where T : class
        => source.SelectMany(static (item, _) => item is null ? System.Collections.Immutable.ImmutableArray<T>.Empty : [item]);
}
