namespace TopoGen.Runtime.Tests.Acking;

/// <summary>What travels beside tuples: envelopes and updates.</summary>
public sealed class EnvelopeTests
{
    private static readonly Root Somewhere = new(LedgerId.Of(4095, 1023, (1L << 42) - 1), new LedgerPlace((int)LedgerPlace.MostSlots - 1, uint.MaxValue));

    [Fact]
    public void Envelope_comes_back_as_it_was_sent()
    {
        var token = new Token(42, Act.Join);
        ComesBack(new Tracked<Token>(in token));
        ComesBack(Anchored(token));
        ComesBack(Tracked<Token>.RootOnly(in Somewhere, ulong.MaxValue));

        static void ComesBack(scoped in Tracked<Token> sent)
        {
            var reader = new TupleReader(Bytes(in sent));
            Tracked<Token> received = reader.Read<Tracked<Token>>();

            Assert.Equal(0, reader.Remaining);
            Assert.Equal((sent.Edge, sent.IsRootOnly, sent.Tuple), (received.Edge, received.IsRootOnly, received.Tuple));
            Assert.Equal(sent.Root, received.Root);
        }
    }

    [Fact]
    public void Tuple_that_belongs_to_nothing_takes_one_byte_more()
        => Assert.Equal(1 + Bytes(new Token(1)).Length, Bytes(new Tracked<Token>(new Token(1))).Length);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Truncated_envelope_is_refused(bool isRootOnly)
    {
        byte[] bytes = Bytes(isRootOnly ? Tracked<Token>.RootOnly(in Somewhere, 7) : Anchored(new Token(1)));

        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<TupleFormatException>(() => { new TupleReader(bytes.AsSpan(0, length)).Read<Tracked<Token>>(); });
        }
    }

    [Fact]
    public void Envelope_that_says_what_none_says_is_refused()
    {
        byte[] unknown = [3, .. new byte[64]];
        byte[] withoutEdge = Bytes(Anchored(new Token(1)));
        withoutEdge.AsSpan(17, 8).Clear();
        byte[] marked = Bytes(Anchored(new Token(1)));
        marked[16] = 0x80;

        foreach (byte[] bytes in new[] { unknown, withoutEdge, marked })
        {
            Assert.Throws<TupleFormatException>(() => { new TupleReader(bytes).Read<Tracked<Token>>(); });
        }
    }

    [Fact]
    public void Update_comes_back_as_it_was_sent()
    {
        foreach (LedgerUpdateKind kind in Enum.GetValues<LedgerUpdateKind>())
        {
            var sent = new LedgerUpdate(Somewhere.Place, 0x0123456789ABCDEF, kind);

            LedgerUpdate received = new TupleReader(Bytes(sent)).Read<LedgerUpdate>();

            Assert.Equal((Somewhere.Place.Slot, Somewhere.Place.Version, kind, sent.Edges), (received.Slot, received.Version, received.Kind, received.Edges));
        }
    }

    [Fact]
    public void Ledger_is_named_by_component_task_and_incarnation()
    {
        Assert.Equal((4095, 1023), (Somewhere.Ledger.Component, Somewhere.Ledger.Task));
        Assert.Equal((0, 0), (LedgerId.Of(0, 0, 5).Component, LedgerId.Of(0, 0, 5).Task));
        LedgerId[] all =
        [
            .. from component in new[] { 0, 1, 4095 }
               from task in new[] { 0, 1, 1023 }
               from incarnation in new long[] { 0, 1, 1L << 41 }
               select LedgerId.Of(component, task, incarnation),
        ];
        Assert.Equal(27, all.Distinct().Count());
    }

    private static Tracked<Token> Anchored(Token token) => new(Somewhere.Ledger, Somewhere.Place, 7, in token);

    private static byte[] Bytes<T>(scoped in T tuple)
        where T : IStreamTuple<T>, allows ref struct
    {
        using var writer = new TupleWriter(16);
        writer.Write(in tuple);
        return writer.Written.ToArray();
    }
}
