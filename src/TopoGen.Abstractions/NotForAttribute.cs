using System.ComponentModel;

namespace TopoGen;

/// <summary>
/// Written by the generator on a component that does not do for topologies with some delivery, once for each mistake: a reference assembly has no private
/// members, and a topology of another project that includes the component is told all the same.
/// </summary>
/// <param name="delivery">In which topologies it is a mistake.</param>
/// <param name="rule">Which rule it breaks there.</param>
/// <param name="reason">What is wrong.</param>
/// <param name="advice">What to do about it.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NotForAttribute(Delivery delivery, string rule, string reason, string advice) : Attribute
{
    public Delivery Delivery { get; } = delivery;

    public string Rule { get; } = rule;

    public string Reason { get; } = reason;

    public string Advice { get; } = advice;
}
