namespace TopoGen.Runtime;

/// <summary>The receiving end of one channel whose handler acks by hand: it is given an anchor.</summary>
/// <inheritdoc cref="Input{T}"/>
public abstract class ManualInput<T>(ComponentTask task, string handler) : Input<T>(task, handler), IManualInput
    where T : allows ref struct
{
    /// <summary>Begins a call. The anchor does nothing where the tuple belongs to no message.</summary>
    protected Anchor Begin() => Cell.Executor.Tracker.Scope.Kind == ScopeKind.None ? default : ManualScope.Begin(Cell);

    /// <summary>Ends a call; the handler may have kept the anchor.</summary>
    protected static void End(Anchor anchor) => (anchor.Scope as ManualScope)?.End();

    /// <summary>A call has thrown; <see cref="End"/> follows all the same.</summary>
    protected void Fail<TTuple>(Exception exception, in TTuple tuple, Anchor anchor)
    {
        Fail(exception, in tuple, isTracked: anchor.Scope is not null);
        (anchor.Scope as ManualScope)?.Throw();
    }

    /// <summary>The same for a view.</summary>
    protected void FailView<TView>(Exception exception, scoped in TView view, Anchor anchor)
        where TView : IStreamTuple<TView>, allows ref struct
        => Fail(exception, FailureText.OfView(in view), anchor);
}
