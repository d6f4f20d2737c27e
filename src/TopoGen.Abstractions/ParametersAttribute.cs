namespace TopoGen;

/// <summary>
/// Marks a record whose primary constructor lists what a topology is given at start. Each constructor parameter becomes an
/// option of the <c>run</c> command (<c>int Top</c> becomes <c>--top</c>) and a setting (<c>Parameters:Top</c> in
/// appsettings.json, <c>TOPOGEN__PARAMETERS__TOP</c> in the environment); a parameter without a default is required. The filled
/// record is a singleton that components take by constructor injection. Types: <c>string</c>, <c>bool</c>, the numbers,
/// <c>TimeSpan</c>, enums, their nullable forms, and <c>string[]</c>.
/// The record belongs to the topology that contains it, else to the assembly's only one.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ParametersAttribute : Attribute;
