namespace TopoGen;

/// <summary>
/// Marks state that the engine keeps. On a handler's <c>ref</c> parameter: one value per key of the stream's fields
/// grouping, created as <c>default</c> (a non-nullable class: by its parameterless constructor) when the key is first seen.
/// On a field of a component: one value per task. On a <see cref="KeyedState{TKey, TValue}"/> parameter of <c>End</c> or a
/// tick: names the per-key state to walk.
/// </summary>
/// <param name="name">
/// The state's identity within its component; by default the parameter's or field's name (without a leading underscore).
/// Equal name and type in two handlers are one state.
/// </param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field, Inherited = false)]
public sealed class StateAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}
