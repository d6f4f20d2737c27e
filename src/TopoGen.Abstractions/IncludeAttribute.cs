namespace TopoGen;

/// <summary>Adds a component that is declared outside the topology class, in this or another project.</summary>
/// <typeparam name="TComponent">A sealed class marked <see cref="SpoutAttribute"/> or <see cref="BoltAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IncludeAttribute<TComponent> : Attribute
    where TComponent : class;
