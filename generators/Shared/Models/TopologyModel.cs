namespace TopoGen.Generators;

/// <summary>A topology class by itself. Immutable, compares by content; holds nothing of Roslyn.</summary>
/// <param name="Name">As the attribute says.</param>
/// <param name="Delivery">The member's name.</param>
/// <param name="Option">The option that chooses it, or null.</param>
/// <param name="Includes">Components it takes in.</param>
/// <param name="NeedsConstructor">Whether a private constructor is generated, since nobody creates a topology.</param>
/// <param name="HasConfigureServices">Whether it declares <c>static void ConfigureServices(IServiceCollection)</c>.</param>
/// <param name="CanImplement">Whether a part with the definition can be generated at all.</param>
/// <param name="Problem">Why it has no definition, or null.</param>
internal sealed record TopologyModel(
    TypeShape Shape,
    string Name,
    string Delivery,
    int KeyGroups,
    string? Option,
    EquatableArray<IncludeModel> Includes,
    bool NeedsConstructor,
    bool HasConfigureServices,
    bool CanImplement,
    Problem? Problem);
