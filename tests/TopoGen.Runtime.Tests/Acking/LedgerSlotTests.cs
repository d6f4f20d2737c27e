namespace TopoGen.Runtime.Tests.Acking;

/// <summary>Where a ledger keeps its trees, and how many there may be.</summary>
public sealed class LedgerSlotTests
{
    private readonly Told _told = new();

    [Fact]
    public void Update_of_an_earlier_use_of_a_slot_changes_nothing()
    {
        (Root first, ulong[] edges) = _told.Emit(1, edges: 1);
        _told.Apply(first, edges[0]);
        (Root second, ulong[] others) = _told.Emit(2, edges: 1);
        for (int message = 3; second.Place.Slot != first.Place.Slot; message++)
        {
            _told.Apply(second, others[0]);
            (second, others) = _told.Emit(message, edges: 1);
        }

        _told.Deliver();
        int acked = _told.Acked.Count;

        _told.Apply(first, others[0]);
        _told.Apply(first, 0, LedgerUpdateKind.HandlerFailed);

        Assert.Equal((1, 2), (_told.Ledger.Pending, _told.Ledger.Ignored));
        _told.Apply(second, others[0]);
        _told.Deliver();
        Assert.Equal(acked + 1, _told.Acked.Count);
    }

    [Fact]
    public void Slow_trees_hold_up_no_others_and_keep_their_slots()
    {
        var slow = new List<(Root Root, ulong[] Edges)>();
        for (int message = 1; message <= 10_000; message++)
        {
            (Root root, ulong[] edges) = _told.Emit(message, edges: 1);
            if (message % 100 == 0)
            {
                slow.Add((root, edges));
                Assert.Equal(slow.Count, slow.Select(static s => s.Root.Place.Slot).Distinct().Count());
                continue;
            }

            _told.Apply(root, edges[0]);
        }

        _told.Deliver();
        Assert.Equal((100, 9_900), (_told.Ledger.Pending, _told.Acked.Count));

        foreach ((Root root, ulong[] edges) in slow)
        {
            _told.Apply(root, edges[0]);
        }

        _told.Deliver();
        Assert.Equal(Enumerable.Range(1, 10_000).Select(static m => (long)m), _told.Acked.Order());
    }

    [Fact]
    public void Update_of_a_slot_that_there_is_not_is_ignored()
    {
        _told.Apply(new Root(new LedgerId(7), new LedgerPlace((int)LedgerPlace.MostSlots - 1, 1)), 5);

        Assert.Equal(1, _told.Ledger.Ignored);
    }

    [Fact]
    public void Full_ledger_closes_the_gate_until_a_tree_is_over()
    {
        var gate = new Gate();
        _told.Ledger.Attach(gate);
        (Root Root, ulong[] Edges)[] trees = [.. Enumerable.Range(0, 4).Select(i => _told.Emit(i, edges: 1))];
        Assert.False(gate.IsOpen);

        _told.Apply(trees[0].Root, trees[0].Edges[0]);
        Assert.True(gate.IsOpen);
        _told.Emit(4, edges: 1);
        Assert.False(gate.IsOpen);
        _told.Apply(trees[1].Root, 0, LedgerUpdateKind.HandlerFailed);
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void Full_ledger_does_not_keep_a_spout_from_stopping()
    {
        var gate = new Gate();
        _told.Ledger.Attach(gate);
        for (int i = 0; i < 4; i++)
        {
            _told.Emit(i, edges: 1);
        }

        _told.Ledger.LiftLimit();

        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void One_call_may_emit_more_than_the_limit()
    {
        var gate = new Gate();
        _told.Ledger.Attach(gate);
        (Root Root, ulong[] Edges)[] trees = [.. Enumerable.Range(0, 20).Select(i => _told.Emit(i, edges: 1))];

        foreach ((Root root, ulong[] edges) in trees[..16])
        {
            _told.Apply(root, edges[0]);
            Assert.False(gate.IsOpen);
        }

        _told.Apply(trees[16].Root, trees[16].Edges[0]);
        Assert.True(gate.IsOpen);
        _told.Deliver();
        Assert.Equal(Enumerable.Range(0, 17).Select(i => (long)i), _told.Acked);
    }
}
