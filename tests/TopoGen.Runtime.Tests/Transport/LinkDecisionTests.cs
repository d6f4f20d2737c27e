using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Tests.Transport;

public class LinkDecisionTests
{
    [Fact]
    public void Waits_double_and_what_worked_is_made_anew_at_once()
    {
        var backoff = new Backoff();
        double[] waits = [.. Enumerable.Range(0, 9).Select(_ => backoff.Next(HandshakeCode.Unreachable).TotalMilliseconds)];
        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1000, 1000], waits);
        Assert.Equal(50, backoff.Next(HandshakeCode.NotYet).TotalMilliseconds);
        Assert.Equal(5000, backoff.Next(HandshakeCode.Refused).TotalMilliseconds);
        backoff.Connected(worked: true);
        Assert.Equal(TimeSpan.Zero, backoff.Next(HandshakeCode.Ready));
        backoff.Connected(worked: false);
        Assert.Equal(10, backoff.Next(HandshakeCode.Ready).TotalMilliseconds);
    }

    [Fact]
    public void A_peer_is_silent_after_its_time_and_heard_again()
    {
        var watch = new SilenceWatch(0, timeToLive: 100);
        Assert.False(watch.Look(40));
        Assert.False(watch.Look(80));
        Assert.False(watch.Look(100));
        Assert.True(watch.Look(101));
        watch.Hear(102);
        Assert.False(watch.Look(140));
    }

    [Fact]
    public void An_observer_that_stood_still_begins_anew()
    {
        var watch = new SilenceWatch(0, timeToLive: 100);
        Assert.False(watch.Look(40));
        Assert.False(watch.Look(5000));
        Assert.False(watch.Look(5040));
        Assert.False(watch.Look(5080));
        Assert.True(watch.Look(5101));
    }

    [Theory]
    [InlineData("a", "b", 1, true, "Ready")]
    [InlineData("a", "c", 1, true, "Stranger")]
    [InlineData("z", "b", 1, true, "Stranger")]
    [InlineData("a", "b", 1, false, "Stranger")]
    [InlineData("a", "b", 5, false, "Stranger")]
    [InlineData("a", "b", 6, false, "NotYet")]
    public void A_dialler_is_let_in_if_the_plan_names_it(string from, string to, long generation, bool isPeer, string code)
    {
        var context = new LinkContext(new LinkOptions(), 1, TimeProvider.System, NullLogger.Instance) { Generation = 5 };
        var party = new HandshakeParty(from, 1, generation, default, false, context.Options.MaxTupleSize);
        LinkVerdict verdict = LinkVerdict.Decide(new HandshakeRequest(party, to, null), "b", context, isPeer);
        Assert.Equal(code, verdict.Code.ToString());
        Assert.Equal(verdict.Code == HandshakeCode.Ready, verdict.Reason.Length == 0);
    }

    [Fact]
    public void Handshake_messages_survive_and_broken_ones_are_refused()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        var party = new HandshakeParty("wörker", 17, 3, new byte[HandshakeFormat.SecretSize], true, 5);
        byte[] hello = HandshakeFormat.Hello(party, "other");
        Assert.Null(HandshakeFormat.ReadPrefix(hello, out HandshakeKind kind, out _, out int length));
        Assert.Equal(HandshakeKind.Hello, kind);
        Assert.Equal(hello.Length - HandshakeFormat.PrefixSize, length);
        byte[] body = hello[HandshakeFormat.PrefixSize..];
        Assert.True(HandshakeFormat.TryReadHello(body, out HandshakeParty read, out string to));
        Assert.Equal(("wörker", 17UL, 3L, true, "other"), (read.Id, read.Schema, read.Generation, read.HasSecret, to));
        for (int cut = 0; cut < body.Length; cut++)
        {
            Assert.False(HandshakeFormat.TryReadHello(body.AsSpan(0, cut), out _, out _));
        }

        for (int round = 0; round < 20_000; round++)
        {
            byte[] broken = [.. hello];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            HandshakeFormat.ReadPrefix(broken, out _, out _, out _);
            HandshakeFormat.TryReadHello(broken.AsSpan(HandshakeFormat.PrefixSize), out _, out _);
            HandshakeFormat.TryReadChallenge(broken.AsSpan(HandshakeFormat.PrefixSize), out _);
        }
    }

    [Fact]
    public void Shared_memory_is_offered_and_taken_in_so_many_bytes_and_no_others()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] proof = [.. Enumerable.Range(1, HandshakeFormat.SecretSize).Select(static n => (byte)n)];
        var offer = new RingOffer(Guid.NewGuid(), 123_456);
        byte[] offered = HandshakeFormat.Proof(proof, offer)[HandshakeFormat.PrefixSize..];
        Assert.True(HandshakeFormat.TryReadProof(offered, out ReadOnlySpan<byte> read, out RingOffer? found));
        Assert.Equal(proof, read);
        Assert.Equal(offer, found);
        Assert.True(HandshakeFormat.TryReadProof(HandshakeFormat.Proof(proof, null).AsSpan(HandshakeFormat.PrefixSize), out read, out found));
        Assert.Equal(proof, read);
        Assert.Null(found);

        byte[] ready = HandshakeFormat.Ready(proof, takesOffer: true)[HandshakeFormat.PrefixSize..];
        Assert.True(HandshakeFormat.TryReadReady(ready, out read, out bool isTaken));
        Assert.Equal(proof, read);
        Assert.True(isTaken);
        for (int length = 0; length < 100; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(
                length is HandshakeFormat.SecretSize or HandshakeFormat.SecretSize + 20, HandshakeFormat.TryReadProof(bytes, out _, out _));
            Assert.Equal(
                length == HandshakeFormat.SecretSize + 1 && bytes[^1] <= 1, HandshakeFormat.TryReadReady(bytes, out _, out _));
        }
    }

    [Fact]
    public void A_proof_is_good_for_one_role_one_pair_and_one_connection()
    {
        HandshakeParty a = Party("a", 1);
        HandshakeParty b = Party("b", 2);
        byte[] proof = SharedSecret.DiallerProof("secret", a, b);
        Assert.True(SharedSecret.Equal(proof, SharedSecret.DiallerProof("secret", a, b)));
        byte[][] others =
        [
            SharedSecret.AcceptorProof("secret", a, b),
            SharedSecret.DiallerProof("secret", b, a),
            SharedSecret.DiallerProof("secret", a, Party("c", 2)),
            SharedSecret.DiallerProof("secret", a, Party("b", 3)),
            SharedSecret.DiallerProof("secret", Party("a", 3), b),
            SharedSecret.DiallerProof("Secret", a, b),
            SharedSecret.DiallerProof(null, a, b),
            [],
        ];
        Assert.All(others, other => Assert.False(SharedSecret.Equal(proof, other)));

        static HandshakeParty Party(string id, byte nonce)
            => new(id, 1, 1, Enumerable.Repeat(nonce, HandshakeFormat.SecretSize).ToArray(), true, 5);
    }

    [Theory]
    [InlineData("127.0.0.1:0", "127.0.0.1", 0)]
    [InlineData("[::1]:7000", "::1", 7000)]
    [InlineData("name:65535", "name", 65535)]
    public void Addresses_are_read(string text, string host, int port)
    {
        Assert.True(HostPort.TryParse(text, out HostPort value));
        Assert.Equal(new HostPort(host, port), value);
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("::1")]
    [InlineData("[]:1")]
    [InlineData("[host]:1")]
    public void What_is_no_address_is_refused(string text) => Assert.False(HostPort.TryParse(text, out _));
}
