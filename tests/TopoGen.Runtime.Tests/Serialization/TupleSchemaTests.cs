namespace TopoGen.Runtime.Tests.Serialization;

public sealed partial class TupleSchemaTests
{
    [Fact]
    public void Text_names_fields_and_nested_tuples_each_once()
    {
        const string Prefix = "TopoGen.Runtime.Tests.Serialization.TestTuples.";
        Assert.Equal(
            $"{Prefix}Customer(Name: string, Home: tuple {Prefix}Point)\n{Prefix}Point(X: double, Y: double)\n",
            TupleSchema.TextOf<TestTuples.Customer>());
        Assert.Equal(
            $"{Prefix}Node(Value: int, Next: tuple {Prefix}Node, Children: tuple {Prefix}Node[])\n",
            TupleSchema.TextOf<TestTuples.Node>());
    }

    [Fact]
    public void Hash_stays_what_it_was_in_the_first_release()
        => Assert.Equal(0x925E3C252F9AD6B1UL, Hash<TestTuples.Customer>());

    [Fact]
    public void Hash_of_tuples_that_nest_each_other_does_not_depend_on_who_is_asked_first()
    {
        // Both orders in one process: the text is made anew for each.
        ulong ping = StableHash.Of(TupleSchema.TextOf<Ping>());
        ulong pong = StableHash.Of(TupleSchema.TextOf<Pong>());
        Assert.Equal(pong, Hash<Pong>());
        Assert.Equal(ping, Hash<Ping>());
        Assert.NotEqual(ping, pong);
    }

    private static ulong Hash<T>()
        where T : IStreamTuple<T>
        => T.SchemaHash;

    [StreamTuple]
    private sealed partial record Ping(Pong? Pong);

    [StreamTuple]
    private sealed partial record Pong(Ping? Ping);
}
