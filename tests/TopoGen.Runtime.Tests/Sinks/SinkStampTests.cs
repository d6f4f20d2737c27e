namespace TopoGen.Runtime.Tests.Sinks;

public sealed class SinkStampTests
{
    private static readonly EpochId Epoch = new(7, new FencingToken(3, 11), 20);

    public static TheoryData<string, SinkStamp?, int> Found => new()
    {
        { "nobody's", null, 0 },
        { "another lineage's", Of(Epoch with { Lineage = 8, Number = 40 }, 3), 0 },
        { "the epoch's, in the middle", Of(Epoch, 2), 2 },
        { "the epoch's, at its end", Of(Epoch, 3), 3 },
        { "an epoch's before", Of(Epoch with { Number = 19 }, 3), 0 },
        { "a later epoch's", Of(Epoch with { Number = 21 }, 1), 3 },
        { "a lower number's of a later generation", Of(new EpochId(7, new FencingToken(4, 1), 5), 1), 3 },
        { "a higher number's of a former generation", Of(new EpochId(7, new FencingToken(2, 1), 50), 1), 0 },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void What_is_applied_follows_from_the_stamp(string whose, SinkStamp? found, int applied)
    {
        Assert.True(whose.Length > 0);
        Assert.Equal(applied, SinkRules.Applied(found, Epoch, 3));
    }

    [Fact]
    public void Who_was_refused_goes_on_where_its_own_run_has_done_more()
    {
        SinkStamp before = Of(Epoch with { Number = 19 }, 3);
        Assert.True(SinkRules.MayGoOn(before, Of(Epoch, 1), Epoch));
        Assert.True(SinkRules.MayGoOn(before, Of(Epoch with { Number = 25 }, 1), Epoch));
        Assert.True(SinkRules.MayGoOn(null, Of(Epoch, 1), Epoch));
        Assert.True(SinkRules.MayGoOn(null, Of(Epoch with { Lineage = 8 }, 1), Epoch));
    }

    [Fact]
    public void Who_was_refused_stops_where_another_run_has_come_or_what_it_did_is_lost()
    {
        SinkStamp before = Of(Epoch with { Number = 19 }, 3);
        Assert.False(SinkRules.MayGoOn(before, Of(Epoch with { Lineage = 8 }, 1), Epoch));
        Assert.False(SinkRules.MayGoOn(before, Of(Epoch with { Number = 18 }, 3), Epoch));
        Assert.False(SinkRules.MayGoOn(before, null, Epoch));
        Assert.False(SinkRules.MayGoOn(before, before, Epoch));
    }

    [Fact]
    public void Stamp_that_is_newer_than_where_the_run_goes_on_is_ahead()
    {
        Assert.False(SinkRules.IsAhead(null, Epoch));
        Assert.False(SinkRules.IsAhead(Of(Epoch with { Lineage = 8, Number = 99 }, 3), Epoch));
        Assert.False(SinkRules.IsAhead(Of(Epoch, 3), Epoch));
        Assert.True(SinkRules.IsAhead(Of(Epoch with { Number = 21 }, 1), Epoch));
    }

    [Fact]
    public void Stamp_from_before_what_was_applied_for_sure_is_behind()
    {
        Assert.False(SinkRules.IsBehind(null, null));
        Assert.False(SinkRules.IsBehind(Of(Epoch, 3), Epoch));
        Assert.False(SinkRules.IsBehind(Of(Epoch with { Number = 21 }, 1), Epoch));
        Assert.True(SinkRules.IsBehind(null, Epoch));
        Assert.True(SinkRules.IsBehind(Of(Epoch, 2), Epoch));
        Assert.True(SinkRules.IsBehind(Of(Epoch with { Number = 19 }, 3), Epoch));
        Assert.True(SinkRules.IsBehind(Of(Epoch with { Lineage = 8, Number = 99 }, 3), Epoch));
    }

    [Fact]
    public void Text_of_a_stamp_gives_it_back_and_other_text_none()
    {
        SinkStamp stamp = new(ulong.MaxValue, long.MaxValue, 1, 42, 3, 17);
        Assert.True(SinkStamp.TryParse(stamp.ToString(), out SinkStamp read));
        Assert.Equal(stamp, read);
        foreach (string? text in new[] { null, "", ".....", "0.0.0.0.0.0", stamp + " ", "+" + stamp, stamp.ToString().ToUpperInvariant(), stamp + ".1" })
        {
            Assert.False(SinkStamp.TryParse(text, out read), text);
            Assert.Equal(default, read);
        }
    }

    private static SinkStamp Of(EpochId epoch, int chunk) => SinkRules.StampOf(epoch, chunk, 3);
}
