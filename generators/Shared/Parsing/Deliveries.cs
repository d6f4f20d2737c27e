namespace TopoGen.Generators;

/// <summary>The members of the enum <c>Delivery</c>, by value.</summary>
internal static class Deliveries
{
    public const string AtMostOnce = "AtMostOnce";

    public const string AtLeastOnce = "AtLeastOnce";

    public const string ExactlyOnce = "ExactlyOnce";

    public static readonly IReadOnlyList<string> All = [AtMostOnce, AtLeastOnce, ExactlyOnce];
}
