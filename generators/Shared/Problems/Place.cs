namespace TopoGen.Generators;

/// <summary>
/// Names a token of a declaration, for problems that only show in the whole: those are found from models, which hold no positions. Compares by content.
/// </summary>
/// <param name="Index">Which of several.</param>
internal readonly record struct Place(PlaceKind Kind, int Index = 0)
{
    public static readonly Place Name = new(PlaceKind.Name);
}
