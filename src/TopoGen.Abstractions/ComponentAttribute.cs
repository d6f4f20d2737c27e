namespace TopoGen;

/// <summary>What spouts and bolts have in common.</summary>
public abstract class ComponentAttribute : Attribute
{
    /// <summary>
    /// How many tasks (instances) run by default, 1 or more; overridden at start by <c>--component Name=N</c>,
    /// where 0 switches the component off.
    /// </summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>What there is in reserve for when the worker of a task is lost.</summary>
    public Recovery Recovery { get; set; }
}
