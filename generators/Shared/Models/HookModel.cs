namespace TopoGen.Generators;

/// <summary>A call of one of the user's hooks. Immutable, compares by content.</summary>
/// <param name="Arguments">As they are written within the task class: <c>context</c>, the names of tables.</param>
internal sealed record HookModel(string Method, EquatableArray<string> Arguments);
