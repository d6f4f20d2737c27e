namespace TopoGen.Generators;

/// <summary>
/// One adapter: a handler as it is called for subscriptions that share its key. Immutable, compares by content.
/// </summary>
/// <param name="Adapter">The name of the generated class.</param>
/// <param name="Method">The user's method.</param>
/// <param name="Tuple">The tuple type.</param>
/// <param name="IsAsync">Whether the method returns a task.</param>
/// <param name="ReturnsTask">Whether that is a <c>Task</c> rather than a <c>ValueTask</c>.</param>
/// <param name="Key">The name of the key selector for its states, or null.</param>
/// <param name="IsKeyOfView">Whether that one compares keys with the tuple itself, since the key has spans.</param>
/// <param name="Arguments">In the order of the method's parameters.</param>
internal sealed record HandlerModel(
    string Adapter,
    string Method,
    TypeRef Tuple,
    bool IsAsync,
    bool ReturnsTask,
    string? Key,
    bool IsKeyOfView,
    EquatableArray<ArgumentModel> Arguments)
{
    /// <summary>A synchronous handler that takes an anchor.</summary>
    public bool AcksByHand => !IsAsync && Arguments.Any(static a => a.Kind == ArgumentKind.Anchor);
}
