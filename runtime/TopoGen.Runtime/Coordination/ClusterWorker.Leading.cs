namespace TopoGen.Runtime;

/// <content>Taking the lead, and giving it up.</content>
internal sealed partial class ClusterWorker
{
    private async Task ClaimAsync()
    {
        if (State.Claim is not { } claim)
        {
            return;
        }

        (bool isAnswered, FencingToken? granted, Reading at) =
            await _calls.TryAsync(limit => store.AcquireAsync(claim, limit), _others.Token).ConfigureAwait(false);
        if (isAnswered)
        {
            Step(state => WorkerDecision.Answered(state, claim, granted, at.Answered));
        }
    }

    /// <summary>Called under the lock.</summary>
    private void BeginTerm()
    {
        CancellationToken term = (_term = CancellationTokenSource.CreateLinkedTokenSource(_others.Token)).Token;
        var duty = new LeaderDuty(store, _calls, shape, Losses, options, _look, time, logger)
        {
            Published = token => Step(current => (WorkerDecision.Published(current, token), WorkerActions.None)),
            Deposed = nonce => Step(current => WorkerDecision.Deposed(current, nonce)),
            IsComplete = () => State.End is { Phase: RunPhase.Completed },
            Epochs = Epochs is { } epochs
                ? new EpochDuty(epochs.Store, epochs.Board, shape.Definition, epochs.Interval, Start, time, logger)
                : null,
        };
        var state = LeaderState.Begin(_run, _state.Id, _state.Term, _state.Highest, _state.Holder);
        Task begun = Start(() => Guarded(duty.RunAsync(state, term), term));
        _duty = _duty.IsCompleted ? begun : Task.WhenAll(_duty, begun);
    }
}
