using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>A topology's <see cref="ParametersAttribute"/> record.</summary>
public sealed class ParametersDefinition
{
    public required Type Type { get; init; }

    /// <summary>In the order of the record's constructor.</summary>
    public required ImmutableArray<ParameterDefinition> Parameters { get; init; }

    /// <summary>
    /// Builds the record from one value per parameter: what <see cref="ParameterDefinition.Parse"/> returned (a
    /// <c>string[]</c> where <see cref="ParameterDefinition.IsList"/>), or null where nothing was given and the default holds.
    /// </summary>
    public required Func<IReadOnlyList<object?>, object> Create { get; init; }
}
