namespace TopoGen;

/// <summary>
/// Marks state that the engine keeps. On a handler's <c>ref</c> parameter: one value per key of the stream's fields
/// grouping, created as <c>default</c> (a non-nullable class: by its parameterless constructor) when the key is first seen.
/// On a field of a component: one value per task. On a <see cref="KeyedState{TKey, TValue}"/> parameter of <c>End</c> or a
/// tick: names the per-key state to walk.
/// On a partial class, struct or record: its values can be state that survives, with all its fields and automatic properties; the
/// generator adds the codec. On a member of such a type or of a stream tuple: what it is called in checkpoints, where it was renamed.
/// </summary>
/// <remarks>
/// What survives may be a number, text, time, enum, stream tuple, type marked so, or a nullable, array, <c>ImmutableArray</c>, <c>List</c> or
/// <c>Dictionary</c> of these. From version to version members may come and go: new ones begin as in a new value. A member whose type
/// changed makes the state unreadable, which is said at start. State of other types lives in memory only.
/// <para>
/// Where a topology delivers more than at most once, a handler, <c>Next</c> or tick that throws leaves values as they were before, and what it emitted is
/// not sent. What a value refers to is not copied: change lists and other objects last.
/// </para>
/// </remarks>
/// <param name="name">
/// The state's identity within its component; by default the parameter's or field's name (without a leading underscore).
/// Equal name and type in two handlers are one state.
/// </param>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct,
    Inherited = false)]
public sealed class StateAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>
    /// On a <c>ref</c> parameter: after so long without an access by a handler a key is forgotten, and begins anew when it is seen again. A
    /// number and a unit: <c>"30s"</c>, <c>"10m"</c>, <c>"1h"</c>, <c>"30d"</c>. Kept to within 2 %, never less; never by default.
    /// </summary>
    public string? TimeToLive { get; set; }
}
