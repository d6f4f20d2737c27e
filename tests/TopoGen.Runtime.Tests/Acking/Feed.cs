using System.Collections.Concurrent;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What a test gives to one spout, and what that hears of it.</summary>
internal sealed class Feed
{
    private readonly ConcurrentQueue<Token> _waiting = new();
    private readonly ConcurrentDictionary<long, Token> _given = new();
    private long _taken;

    public ConcurrentQueue<long> Acked { get; } = new();

    public ConcurrentQueue<(long Id, FailReason Reason)> Failed { get; } = new();

    /// <summary>How often the spout was asked.</summary>
    public long Asked { get; set; }

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Whether the input is over once all was taken.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether the spout emits a message anew when it failed.</summary>
    public bool Replays { get; set; }

    /// <summary>Whether it does so at once, from within its Fail.</summary>
    public bool ReplaysAtOnce { get; set; }

    public Feed Give(params ReadOnlySpan<long> numbers)
    {
        foreach (long number in numbers)
        {
            Give(new Token(number));
        }

        return this;
    }

    public Feed Give(long number, Act act) => Give(new Token(number, act));

    public Feed End()
    {
        IsOver = true;
        return this;
    }

    public bool TryTake(out Token token)
    {
        Asked++;
        if (!_waiting.TryDequeue(out token))
        {
            return false;
        }

        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }

    public void Ack(long id) => Acked.Enqueue(id);

    /// <returns>What to emit at once, if anything.</returns>
    public Token? Fail(long id, FailReason reason)
    {
        Failed.Enqueue((id, reason));
        if (Replays)
        {
            _waiting.Enqueue(_given[id]);
        }

        return ReplaysAtOnce ? _given[id] : null;
    }

    /// <summary>Makes every later emit of a token do something else.</summary>
    public void Change(long number, Act act) => _given[number] = new Token(number, act);

    public void UntilAcked(params long[] ids)
        => Engine.Deadline.Until(() => Acked.Order().SequenceEqual(ids.Order()), $"{string.Join(", ", ids)} are acked, not {string.Join(", ", Acked)}");

    public void UntilFailed(params (long Id, FailReason Reason)[] failures)
        => Engine.Deadline.Until(() => Failed.Order().SequenceEqual(failures.Order()), $"{string.Join(", ", failures)} fail, not {string.Join(", ", Failed)}");

    private Feed Give(Token token)
    {
        _given[token.Number] = token;
        _waiting.Enqueue(token);
        return this;
    }
}
