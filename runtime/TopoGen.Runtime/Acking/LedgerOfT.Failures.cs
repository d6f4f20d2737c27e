namespace TopoGen.Runtime;

/// <content>What the spout hears of messages that failed, and what becomes of those that fail again and again.</content>
internal sealed partial class Ledger<TId>
{
    /// <summary>Messages that were given up and whose place in the error stream is not done: what it was given, and how often.</summary>
    private readonly Dictionary<MessageKey<TId>, (FailedTuple Error, int Times)> _givenUp = [];

    private void Deliver(TId id, FailReason reason)
    {
        var key = new MessageKey<TId>(id);
        if (reason != FailReason.Stopped && _maxFailures != 0)
        {
            if (_givenUp.TryGetValue(key, out (FailedTuple Error, int Times) given))
            {
                // What has failed is what the error stream was given.
                GiveUp(id, in given.Error, given.Times);
                return;
            }

            if (_failures.Add(id) == _maxFailures)
            {
                _failures.Remove(id);
                GiveUp(id, _reports.MessageGivenUp(id, _maxFailures, reason), times: 0);
                return;
            }
        }

        _givenUp.Remove(key);
        _reports.MessageFailed(id, reason);
        _task.Fail(id, reason);
    }

    /// <summary>Emits into the error stream in the message's place, which is acked when that is done; or acks it, where that cannot be.</summary>
    /// <param name="id">The message.</param>
    /// <param name="error">What is to be said of it.</param>
    /// <param name="times">How often that has failed.</param>
    private void GiveUp(TId id, in FailedTuple error, int times)
    {
        if (times < _maxFailures && _reports.Errors is { } errors)
        {
            _givenUp[new MessageKey<TId>(id)] = (error, times + 1);
            Begin(id);
            try
            {
                errors.Send(in error);
            }
            catch
            {
                Abandon(id);
                throw;
            }

            End(id);
            return;
        }

        if (times > 0)
        {
            _reports.ErrorGivenUp(in error, times);
        }

        _givenUp.Remove(new MessageKey<TId>(id));
        _task.Ack(id);
    }
}
