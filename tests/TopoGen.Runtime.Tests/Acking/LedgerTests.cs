namespace TopoGen.Runtime.Tests.Acking;

public sealed class LedgerTests
{
    private readonly Told _told = new();

    [Fact]
    public void Message_of_which_nothing_leaves_the_executor_is_acked_without_a_root()
    {
        _told.Emit(1, edges: 0);

        Assert.Equal(0, _told.Ledger.Pending);
        _told.Deliver();
        Assert.Equal([1], _told.Acked);
    }

    [Fact]
    public void Nothing_is_told_before_it_is_delivered()
    {
        _told.Emit(1, edges: 0);

        Assert.Empty(_told.Acked);
        Assert.Equal(1, _told.Ledger.Acks);
    }

    [Fact]
    public void Tree_is_complete_when_every_edge_was_told_twice_in_any_order()
    {
        (Root root, ulong[] edges) = _told.Emit(1, edges: 2);
        const ulong next = 99;

        // The consumer of what the first one led to is heard before the one that emitted it.
        _told.Apply(root, next);
        _told.Apply(root, edges[1]);
        Assert.Equal((1, 0), (_told.Ledger.Pending, _told.Ledger.Acks));
        _told.Apply(root, edges[0] ^ next);

        Assert.Equal((0, 1), (_told.Ledger.Pending, _told.Ledger.Acks));
    }

    [Fact]
    public void Failed_tree_is_over_and_what_comes_later_is_ignored_and_counted()
    {
        (Root root, ulong[] edges) = _told.Emit(1, edges: 2);

        _told.Apply(root, 0, LedgerUpdateKind.HandlerFailed);
        _told.Apply(root, edges[0]);
        _told.Apply(root, edges[1]);
        _told.Apply(root, 0, LedgerUpdateKind.FailedByHand);
        _told.Deliver();

        Assert.Equal([(1, FailReason.HandlerFailed)], _told.Failed);
        Assert.Empty(_told.Acked);
        Assert.Equal(3, _told.Ledger.Ignored);
    }

    [Fact]
    public void Tree_fails_when_nothing_is_heard_of_it_for_longer_than_the_periods_of_a_timeout()
    {
        (Root kept, _) = _told.Emit(1, edges: 1);
        _told.Emit(2, edges: 1);

        for (int i = 0; i <= Ledger.Periods; i++)
        {
            _told.Ledger.Tick();
        }

        _told.Deliver();
        Assert.Empty(_told.Failed);
        _told.Apply(kept, 0);
        _told.Ledger.Tick();
        _told.Deliver();

        Assert.Equal([(2, FailReason.TimedOut)], _told.Failed);
        Assert.Equal(1, _told.Ledger.Pending);
    }

    [Fact]
    public void Emit_that_throws_fails_its_message()
    {
        _told.Ledger.Begin(1);
        _told.Ledger.Abandon(1);
        _told.Ledger.Begin(2);
        _ = _told.Tracker.Roots;
        _told.Tracker.Draw();
        _told.Ledger.Abandon(2);
        _told.Deliver();

        Assert.Equal([(1, FailReason.HandlerFailed), (2, FailReason.HandlerFailed)], _told.Failed);
        Assert.Equal(0, _told.Ledger.Pending);
        Assert.Equal(ScopeKind.None, _told.Tracker.Scope.Kind);
    }

    [Fact]
    public void Message_that_failed_as_often_as_allowed_is_reported_and_acked()
    {
        for (int i = 0; i < 3; i++)
        {
            (Root root, _) = _told.Emit(5, edges: 1);
            _told.Apply(root, 0, LedgerUpdateKind.HandlerFailed);
            _told.Deliver();
        }

        Assert.Equal(2, _told.Failed.Count);
        Assert.Equal([5], _told.Acked);
        Assert.Equal([("5", 3)], _told.GivenUp);
    }

    [Fact]
    public void Failures_before_an_ack_do_not_count()
    {
        for (int i = 0; i < 5; i++)
        {
            (Root root, ulong[] edges) = _told.Emit(5, edges: 1);
            _told.Apply(root, i == 2 ? edges[0] : 0, i == 2 ? LedgerUpdateKind.Progress : LedgerUpdateKind.HandlerFailed);
            _told.Deliver();
        }

        Assert.Equal(4, _told.Failed.Count);
        Assert.Empty(_told.GivenUp);
    }

    [Fact]
    public void Spout_that_throws_when_it_is_told_hears_of_the_others()
    {
        _told.OnTold = static id => throw new InvalidOperationException($"{id}");
        for (int i = 0; i < 3; i++)
        {
            _told.Emit(i, edges: 0);
        }

        (Root root, _) = _told.Emit(3, edges: 1);
        _told.Apply(root, 0, LedgerUpdateKind.FailedByHand);
        _told.Deliver();

        Assert.Equal([0, 1, 2], _told.Acked);
        Assert.Equal([(3, FailReason.FailedByHand)], _told.Failed);
        Assert.Equal(["Ack: 0", "Ack: 1", "Ack: 2", "Fail: 3"], _told.Thrown);
    }

    [Fact]
    public void Spout_may_emit_when_it_is_told()
    {
        _told.OnTold = id =>
        {
            if (id < 1000)
            {
                _told.Emit(id + 1, edges: 0);
                _told.Emit(id + 1001, edges: 0);
            }
        };

        _told.Emit(0, edges: 0);
        _told.Deliver();

        Assert.Equal(Enumerable.Range(0, 1001).Select(i => (long)i), _told.Acked.Where(id => id <= 1000).Order());
        Assert.Equal(2001, _told.Acked.Count);
        Assert.Equal(0, _told.Ledger.Acks);
    }

    [Fact]
    public void Budget_of_a_turn_bounds_what_is_told()
    {
        for (int i = 0; i < 10; i++)
        {
            _told.Emit(i, edges: 0);
        }

        Assert.True(_told.Ledger.DeliverAcks(4));
        Assert.Equal([0, 1, 2, 3], _told.Acked);
        Assert.Equal(6, _told.Ledger.Acks);
    }

    [Fact]
    public void Spout_that_is_slow_to_hear_is_not_asked_for_more()
    {
        var gate = new Gate();
        _told.Ledger.Attach(gate);
        for (int i = 0; i < 1023; i++)
        {
            _told.Emit(i, edges: 0);
        }

        Assert.True(gate.IsOpen);
        _told.Emit(1023, edges: 0);
        Assert.False(gate.IsOpen);
        _told.Ledger.DeliverAcks(511);
        Assert.False(gate.IsOpen);
        _told.Ledger.DeliverAcks(1);
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void Messages_that_wait_for_an_epoch_do_not_make_their_spout_wait()
    {
        var told = new Told(awaitsEpochs: true);
        var gate = new Gate();
        told.Ledger.Attach(gate);
        for (int i = 0; i < 10_000; i++)
        {
            told.Emit(i, edges: 0);
        }

        Assert.True(gate.IsOpen);
        Assert.Equal(0, told.Ledger.RipeAcks);
        told.Ledger.Mark(1);
        told.Emit(10_000, edges: 0);
        told.Ledger.Ripen(1);
        Assert.Equal(10_000, told.Ledger.RipeAcks);
    }

    [Fact]
    public void Input_is_over_when_all_that_is_pending_is_held_by_bolts()
    {
        (Root first, ulong[] edges) = _told.Emit(1, edges: 1);
        (Root second, ulong[] others) = _told.Emit(2, edges: 2);
        Assert.False(_told.Ledger.EndInput());

        _told.Apply(first, edges[0], LedgerUpdateKind.Hold);
        _told.Apply(second, others[0], LedgerUpdateKind.Hold);
        Assert.False(_told.Ledger.IsAtRest);
        _told.Apply(second, others[1]);
        Assert.True(_told.Ledger.IsAtRest);

        _told.Apply(first, 55);
        Assert.False(_told.Ledger.IsAtRest);
        _told.Apply(first, 55);
        _told.Apply(first, edges[0], LedgerUpdateKind.Release);
        _told.Apply(second, others[0], LedgerUpdateKind.Release);
        _told.Deliver();
        Assert.Equal([1, 2], _told.Acked);
        Assert.True(_told.Ledger.IsEmpty);
    }

    /// <summary>A bolt tells nobody that it holds a tuple as long as it has not heard of the spout's task, which was placed anew.</summary>
    [Fact]
    public void A_tuple_is_released_that_was_never_said_to_be_held()
    {
        (Root root, ulong[] edges) = _told.Emit(1, edges: 2);

        _told.Apply(root, edges[0], LedgerUpdateKind.Release);
        Assert.False(_told.Ledger.EndInput());
        _told.Apply(root, edges[1], LedgerUpdateKind.Release);
        _told.Deliver();

        Assert.Equal([1], _told.Acked);
        Assert.True(_told.Ledger.IsEmpty);
        Assert.True(_told.Ledger.IsAtRest);
    }

    [Fact]
    public void Failure_makes_an_input_that_was_over_go_on()
    {
        (Root root, _) = _told.Emit(1, edges: 1);
        Assert.False(_told.Ledger.EndInput());

        _told.Apply(root, 0, LedgerUpdateKind.HandlerFailed);
        Assert.False(_told.Ledger.IsAtRest);
        Assert.True(_told.Ledger.IsInputOver);
        _told.Deliver();

        Assert.False(_told.Ledger.IsInputOver);
        Assert.True(_told.Ledger.EndInput());
    }

    [Fact]
    public void What_a_bolt_that_was_called_directly_settles_during_the_emit_does_not_end_it()
    {
        _told.Ledger.Begin(1);
        Root root = _told.Tracker.Roots[0];
        ulong kept = _told.Tracker.Draw();
        ulong sent = _told.Tracker.Draw();
        _told.Apply(root, 0);
        _told.Apply(root, kept);
        Assert.Equal(1, _told.Ledger.Pending);
        _told.Ledger.End(1);
        Assert.Equal(1, _told.Ledger.Pending);

        _told.Apply(root, sent);

        Assert.Equal((0, 1), (_told.Ledger.Pending, _told.Ledger.Acks));
    }

    [Fact]
    public void Failure_during_the_emit_is_told_once()
    {
        _told.Ledger.Begin(1);
        Root root = _told.Tracker.Roots[0];
        _told.Tracker.Draw();
        _told.Apply(root, 0, LedgerUpdateKind.FailedByHand);
        _told.Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        _told.Ledger.End(1);
        _told.Deliver();

        Assert.Equal([(1, FailReason.FailedByHand)], _told.Failed);
    }

    [Fact]
    public void Failure_before_anything_left_is_not_forgotten_when_something_does()
    {
        _told.Ledger.Begin(1);
        _told.Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        _ = _told.Tracker.Roots;
        _told.Tracker.Draw();
        _told.Ledger.End(1);
        _told.Deliver();

        Assert.Equal([(1, FailReason.HandlerFailed)], _told.Failed);
    }

    [Fact]
    public void All_that_is_left_can_be_failed()
    {
        _told.Emit(1, edges: 1);
        _told.Emit(2, edges: 3);

        _told.Ledger.FailAll(FailReason.Stopped);
        _told.Deliver();

        Assert.Equal([(1, FailReason.Stopped), (2, FailReason.Stopped)], _told.Failed);
        Assert.True(_told.Ledger.IsEmpty);
    }
}
