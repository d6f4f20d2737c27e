namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What an executor tells of the tuple at hand, and which edges lead on from it.</summary>
public sealed class TrackerTests
{
    private const ulong Edge = 77;

    private static readonly Root Tree = new(new LedgerId(7), new LedgerPlace(3, 1));

    private readonly Told _told = new();
    private readonly Port _port = new();
    private readonly LedgerPorts _ports = new();
    private readonly Stage _stage = new();

    public TrackerTests() => _ports.Connect([new LedgerPort(Tree.Ledger, _port)]);

    private Tracker Tracker => _told.Tracker;

    [Fact]
    public void Edge_is_passed_on_to_the_only_tuple_that_follows_and_nothing_is_told()
    {
        Open();
        Tracker.Hold(_stage);
        Assert.Empty(_stage.Sent);

        Tracker.Settle(_ports);

        Assert.Equal([Edge], _stage.Sent);
        Assert.Empty(_port.Told);
    }

    [Fact]
    public void Of_two_tuples_that_follow_each_has_an_edge_of_its_own()
    {
        Open();
        Tracker.Hold(_stage);
        Tracker.SendStaged();
        ulong second = Tracker.Draw();
        Tracker.Settle(_ports);

        Assert.NotEqual(Edge, Assert.Single(_stage.Sent));
        Assert.Equal([Told.Update(Tree, Edge ^ _stage.Sent[0] ^ second)], _port.Told);
    }

    [Fact]
    public void Edge_ends_where_something_else_was_drawn_meanwhile()
    {
        Open();
        Tracker.Hold(_stage);
        ulong drawn = Tracker.Draw();
        Tracker.Settle(_ports);

        Assert.NotEqual(Edge, Assert.Single(_stage.Sent));
        Assert.Equal([Told.Update(Tree, Edge ^ _stage.Sent[0] ^ drawn)], _port.Told);
    }

    [Fact]
    public void Edge_ends_where_its_holder_keeps_it()
    {
        Open();
        Tracker.Hold(_stage);
        Assert.Equal(Edge, Tracker.TakeEdge(isFree: true));
        Tracker.Settle(_ports);

        Assert.Equal([Told.Update(Tree, Assert.Single(_stage.Sent))], _port.Told);
    }

    [Fact]
    public void Tuple_of_a_call_that_failed_is_sent_and_its_tree_has_failed()
    {
        Open();
        Tracker.Hold(_stage);
        Tracker.Fail(LedgerUpdateKind.HandlerFailed);
        Tracker.Settle(_ports);

        Assert.Single(_stage.Sent);
        Assert.Equal([Told.Update(Tree, 0, LedgerUpdateKind.HandlerFailed)], _port.Told);
    }

    [Fact]
    public void Tuple_of_a_call_that_is_undone_is_not_sent()
    {
        Open();
        Tracker.Hold(_stage);
        Tracker.DropStaged();
        Tracker.Settle(_ports);

        Assert.Empty(_stage.Sent);
        Assert.Equal([Told.Update(Tree, Edge)], _port.Told);
    }

    [Fact]
    public void Progress_of_a_tuple_that_was_sent_in_another_period_is_told()
    {
        Tracker.Open(Tree.Ledger, Tree.Place, Edge, _told.Clock.Now + 1);
        Assert.NotEqual(Scope.Fresh, Tracker.Scope.State);
        ulong next = Tracker.Draw();
        Tracker.Settle(_ports);

        Assert.Equal([Told.Update(Tree, Edge ^ next)], _port.Told);
    }

    [Fact]
    public void Scope_that_another_one_takes_the_place_of_sends_what_it_holds_before()
    {
        Open();
        Tracker.Hold(_stage);
        SuspendedScope suspended = Tracker.Suspend();
        ulong sent = Assert.Single(_stage.Sent);
        Tracker.Resume(in suspended);
        Tracker.Settle(_ports);

        Assert.Equal([Told.Update(Tree, Edge ^ sent)], _port.Told);
    }

    private void Open() => Tracker.Open(Tree.Ledger, Tree.Place, Edge, _told.Clock.Now);

    private sealed class Stage : IStage
    {
        public List<ulong> Sent { get; } = [];

        public void Send(ulong edge) => Sent.Add(edge);
    }

    private sealed class Port : Output<LedgerUpdate>
    {
        public List<LedgerUpdate> Told { get; } = [];

        internal override long Sent => 0;

        internal override long Transferred => 0;

        public override void Send(scoped in LedgerUpdate tuple) => Told.Add(tuple);

        internal override void Control(ControlSignal signal)
        {
        }
    }
}
