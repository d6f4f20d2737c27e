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
            + "start it with that one, move it with 'savepoint moved.savepoint --redis redis://h:6379 --data " + _directory.In("new")
            + "' and then 'restore moved.savepoint --data " + _directory.In("new") + "', or begin anew with --fresh",
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
    [InlineData("sqlite", "checkpoints.db", "redis", StoreMarker.Inside, "", " --workers N")]
    [InlineData("redis", StoreMarker.Inside, "sqlite", "checkpoints.db", "", "")]
    [InlineData("redis", StoreMarker.Inside, "redis", "h:1", "", " --redis h:1")]
    [InlineData("redis", "h:1", "redis", "h:2", " --redis h:1", " --redis h:2")]
    public void What_to_type_to_move_it_is_said(string store, string location, string otherStore, string otherLocation, string found, string taken)
    {
        new StoreMarker("words", store, location).Write(_directory.Path);

        string message = Assert.Throws<TopologyInputException>(() => new StoreMarker("words", otherStore, otherLocation).Check(_directory.Path)).Message;

        Assert.Contains($"'savepoint moved.savepoint{found} --data {_directory.Path}' and then 'restore moved.savepoint{taken} --data {_directory.Path}'", message, StringComparison.Ordinal);
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
