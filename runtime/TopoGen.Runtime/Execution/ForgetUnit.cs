namespace TopoGen.Runtime;

/// <summary>Keeps the clocks of a task's states that forget keys, whether the topology is active or not.</summary>
/// <remarks>
/// Time goes on evenly from the start of the task: a step of the machine's clock makes no key older. Only what was saved is compared with
/// that clock, when it is loaded.
/// </remarks>
internal sealed class ForgetUnit : TimerUnit
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private readonly IExpiringState[] _states;
    private readonly DateTimeOffset _begun;
    private readonly long _beginning;

    public ForgetUnit(TaskCell cell, IExpiringState[] states)
        : base(cell)
    {
        _states = states;
        _begun = cell.Time.GetUtcNow();
        _beginning = cell.Time.GetTimestamp();
        Call();
    }

    protected override bool CanCall => !Cell.IsFinished;

    protected override TimeSpan Interval => _states.Min(static s => s.Interval) is var shortest && shortest < LongestInterval ? shortest : LongestInterval;

    protected override void Call()
    {
        DateTimeOffset now = _begun + Cell.Time.GetElapsedTime(_beginning);
        foreach (IExpiringState state in _states)
        {
            state.Advance(now);
        }
    }
}
