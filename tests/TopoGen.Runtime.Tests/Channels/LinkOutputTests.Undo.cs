namespace TopoGen.Runtime.Tests.Channels;

/// <content>Calls that may be undone.</content>
public sealed partial class LinkOutputTests
{
    [Fact]
    public void What_a_call_emits_leaves_when_it_has_returned_and_not_at_all_where_it_has_thrown()
    {
        (LinkOutput<Counted> link, HeldSender sender) = Link(overflowLimit: 100);
        var journal = new Journal();
        var output = new JournaledLink<Counted>(link, journal);
        output.Send(new Counted(1, [0]));
        long none = journal.Begin();
        output.Send(new Counted(2, [0]));
        link.FlushAll();
        Assert.Equal([1], sender.Values);

        long outer = journal.Begin();
        output.Send(new Counted(3, [0]));
        Assert.Throws<TupleFormatException>(() => output.Send(new Counted(-1, [0])));
        journal.Undo();
        journal.End(outer);
        output.Send(new Counted(4, [0]));
        journal.End(none);

        none = journal.Begin();
        Assert.Throws<InvalidOperationException>(() => Fill(output));
        journal.Undo();
        journal.End(none);
        link.FlushAll();
        Assert.Equal([1, 2, 4], sender.Values);
    }

    private static void Fill(Output<Counted> output)
    {
        for (int i = 0; i <= 100; i++)
        {
            output.Send(new Counted(5, [0]));
        }
    }
}
