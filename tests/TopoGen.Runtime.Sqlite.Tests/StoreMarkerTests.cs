namespace TopoGen.Runtime.Sqlite.Tests;

public sealed class StoreMarkerTests : IDisposable
{
    private static readonly StoreMarker Redis = new("words", "redis", "redis://h:6379");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Where_nothing_is_marked_any_store_may_be_used()
    {
        Assert.Null(StoreMarker.Read(_directory.In("missing")));
        Redis.Check(_directory.Path);
        StoreMarker.Delete(_directory.In("missing"));
    }

    [Fact]
    public void The_store_that_holds_the_newest_epoch_may_be_used_and_another_one_is_refused()
    {
        new StoreMarker("words", "sqlite", "/data").Write(_directory.In("new"));
        Redis.Write(_directory.In("new"));

        Assert.Equal(Redis, StoreMarker.Read(_directory.In("new")));
        Redis.Check(_directory.In("new"));
        Assert.Equal(
            "The newest state of topology 'words' is in the redis store redis://h:6379, and this run would use the sqlite store /data; "
            + "start it with that one, or begin anew with --fresh",
            Assert.Throws<TopologyInputException>(() => new StoreMarker("words", "sqlite", "/data").Check(_directory.In("new"))).Message);
        Assert.Throws<TopologyInputException>(() => (Redis with { Location = "redis://other:6379" }).Check(_directory.In("new")));
        Assert.Contains(
            "belongs to topology 'words', and this is 'sentences'",
            Assert.Throws<TopologyInputException>(() => (Redis with { Topology = "sentences" }).Check(_directory.In("new"))).Message,
            StringComparison.Ordinal);

        StoreMarker.Delete(_directory.In("new"));
        new StoreMarker("words", "sqlite", "/data").Check(_directory.In("new"));
        Assert.Empty(Directory.GetFiles(_directory.In("new")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"topology\":\"words\"}")]
    [InlineData("null")]
    public void A_marker_that_cannot_be_read_is_no_licence(string text)
    {
        File.WriteAllText(_directory.In("store.json"), text);

        Assert.Contains(_directory.In("store.json"), Assert.Throws<TopologyInputException>(() => Redis.Check(_directory.Path)).Message, StringComparison.Ordinal);
    }
}
