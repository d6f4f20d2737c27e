namespace TopoGen.Hosting.Tests;

/// <summary>Tests that change what the whole process sees; nothing runs beside them.</summary>
[CollectionDefinition(nameof(Environment), DisableParallelization = true)]
public sealed class EnvironmentGroup;
