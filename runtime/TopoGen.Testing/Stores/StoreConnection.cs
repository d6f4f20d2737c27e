using System.Runtime.CompilerServices;

namespace TopoGen.Testing;

/// <summary>
/// A process's way to a store: calls and answers take time, each in order, and may fail, before or after they were carried out. A call
/// that was sent is carried out whatever becomes of its sender.
/// </summary>
/// <param name="process">The client.</param>
/// <param name="server">The server.</param>
/// <param name="failure">Makes the store's exception.</param>
internal sealed class StoreConnection(SimulatedProcess process, StoreServer server, Func<string, Exception> failure)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(1);

    /// <summary>A client gives a call up then, as every real one does.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly SeededRandom _random = process.Simulator.Random.Fork();
    private TimeSpan _asked;
    private TimeSpan _answered;
    private Action? _stuck;

    public StoreConditions Conditions { get; } = new();

    /// <summary>Called when the store has carried a call out, with its name.</summary>
    public Action<string>? Done { get; set; }

    /// <summary>Says who the client is at the moment, for <see cref="CameLate"/>.</summary>
    public Func<string>? Sender { get; set; }

    /// <summary>Called when a call has come late, with who had sent it.</summary>
    public Action<string>? CameLate { get; set; }

    /// <summary>Whether <see cref="StoreConditions.HoldsNext"/> has held a call, for <see cref="LetGo"/>.</summary>
    public bool HasStuck => _stuck is not null;

    /// <summary>Brings the call to the store that got stuck.</summary>
    public void LetGo()
    {
        _stuck?.Invoke();
        _stuck = null;
    }

    /// <param name="call">The call of a store that answers at once.</param>
    /// <param name="cancellation">Gives up waiting, not the call.</param>
    /// <param name="what">For the trace.</param>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation, [CallerMemberName] string what = "")
    {
        cancellation.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<T>();
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), answer);
        using ITimer limit = process.Clock.CreateTimer(
            _ => answer.TrySetException(failure($"{what}: no answer in time")), null, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        if (Conditions.IsUnreachable || Happens(Conditions.FailsOneIn))
        {
            Answer(() => answer.TrySetException(failure($"{what}: the store cannot be reached")), what);
        }
        else if (Conditions.HoldsNext == what)
        {
            Conditions.HoldsNext = null;
            process.Simulator.Note(process.Name, $"{what} is stuck");
            Action<TimeSpan> comes = Late(call, answer, what);
            _stuck = () => comes(TimeSpan.Zero);
        }
        else if (Happens(Conditions.ComesLateOneIn))
        {
            process.Simulator.Note(process.Name, $"{what} comes late");
            Late(call, answer, what)(Conditions.Lateness);
        }
        else
        {
            _asked = Later(_asked);
            At(_asked - process.Simulator.Now, () => Carry(call, answer, what), what);
        }

        return await answer.Task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(Func<Task> call, CancellationToken cancellation, [CallerMemberName] string what = "")
        => CallAsync(
            async () =>
            {
                await call().ConfigureAwait(false);
                return true;
            },
            cancellation,
            what);

    /// <summary>Brings a call to the store after a time.</summary>
    private Action<TimeSpan> Late<T>(Func<Task<T>> call, TaskCompletionSource<T> answer, string what)
    {
        string sender = Sender?.Invoke() ?? "";
        return lateness => At(
            lateness,
            () =>
            {
                CameLate?.Invoke(sender);
                Carry(call, answer, what);
            },
            what);
    }

    private void Carry<T>(Func<Task<T>> call, TaskCompletionSource<T> answer, string what)
    {
        if (server.Hangs)
        {
            return;
        }

        if (server.IsDown)
        {
            Answer(() => answer.TrySetException(failure($"{what}: the store is down")), what);
            return;
        }

        Task<T> done = call();
        Done?.Invoke(what);
        if (Happens(Conditions.LosesAnswerOneIn))
        {
            Answer(() => answer.TrySetException(failure($"{what}: the answer got lost")), what);
        }
        else if (done.IsCompletedSuccessfully)
        {
            Answer(() => answer.TrySetResult(done.Result), what);
        }
        else
        {
            Answer(() => answer.TrySetException(done.Exception?.InnerException ?? new InvalidOperationException("The store behind a simulated one answers at once.")), what);
        }
    }

    private void Answer(Action set, string what)
    {
        _answered = Later(_answered);
        process.Simulator.Add(new SimulatedEvent(process, $"{what} answered", EventKind.Pool, set), _answered - process.Simulator.Now);
    }

    /// <summary>Something happens at the server.</summary>
    private void At(TimeSpan after, Action run, string what)
        => process.Simulator.Add(new SimulatedEvent(null, what, EventKind.Pool, run), after);

    /// <summary>When the next thing arrives, behind the last one.</summary>
    private TimeSpan Later(TimeSpan last)
    {
        TimeSpan due = process.Simulator.Now + Conditions.Slowness + _random.Between(TimeSpan.FromTicks(1), Usual);
        return due > last ? due : last + TimeSpan.FromTicks(1);
    }

    private bool Happens(int oneIn) => oneIn > 0 && _random.OneIn(oneIn);
}
