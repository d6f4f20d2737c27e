namespace TopoGen.Generators;

/// <summary>Problems that every kind of declaration can have.</summary>
internal static class Problems
{
    /// <summary>The declaration or one around it is not partial, so that no part of it can be generated.</summary>
    public static Problem? NotPartial(TypeShape shape)
        => shape.NotPartial is ""
            ? new Problem("a name is missing", "complete it", IsConsequence: true)
            : shape.NotPartial is { } name
            ? new Problem($"'{name}' is not partial, so nothing can be added to it", $"declare '{name}' as partial")
            : null;

    /// <summary>Generated code stands in another file.</summary>
    public static Problem? FileLocal(TypeShape shape)
        => shape.IsFileLocal ? new Problem("a type that is local to its file cannot be completed by generated code", "make it internal") : null;

    /// <summary>The generator itself failed; the user is told instead of losing everything else that is generated.</summary>
    public static Problem Internal(Exception exception)
        => new($"the generator failed with {exception.GetType().Name}: {exception.Message.Replace('\r', ' ').Replace('\n', ' ')}", "report this as a bug of TopoGen");
}
