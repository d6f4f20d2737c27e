namespace TopoGen.Generators;

/// <summary>One <c>[Include&lt;T&gt;]</c>. Immutable, compares by content.</summary>
/// <param name="FullName">The component.</param>
/// <param name="External">What is known of a component of another project; null where it is of this one.</param>
internal sealed record IncludeModel(string FullName, ComponentSummary? External);
