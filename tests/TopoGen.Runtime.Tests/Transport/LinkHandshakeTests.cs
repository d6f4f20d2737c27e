using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

public class LinkHandshakeTests
{
    [Fact]
    public async Task Another_schema_is_refused_with_both_hashes_on_both_sides()
    {
        await using TestWorker a = await TestWorker.Start("a", schema: 0xaaaa);
        await using TestWorker b = await TestWorker.Start("b", schema: 0xbbbb);
        TestWorker.Link(a, b);
        foreach (TestWorker worker in (TestWorker[])[a, b])
        {
            worker.AwaitLog("000000000000aaaa");
            Assert.Contains(worker.Log.Messages, static m => m.Contains("000000000000bbbb"));
        }
    }

    [Fact]
    public async Task Another_limit_for_tuples_is_refused_with_both_values()
    {
        await using TestWorker a = await TestWorker.Start("a", static o => o.MaxTupleSize = 2000);
        await using TestWorker b = await TestWorker.Start("b", static o => o.MaxTupleSize = 3000);
        TestWorker.Link(a, b);
        a.AwaitLog("has a MaxTupleSize of 2000 and worker 'b' one of 3000");
        b.AwaitLog("has a MaxTupleSize of 2000 and worker 'b' one of 3000");
    }

    [Theory]
    [InlineData("the right secret", "another secret", "different secrets")]
    [InlineData("the right secret", null, "has none")]
    [InlineData(null, "the right secret", "has none")]
    public async Task A_wrong_secret_is_refused_and_logged_once(string? left, string? right, string reason)
    {
        await using TestWorker a = await TestWorker.Start("a", o => o.Secret = left);
        await using TestWorker b = await TestWorker.Start("b", o => o.Secret = right);
        TestWorker.Link(a, b);
        a.AwaitLog(reason);
        b.AwaitLog(reason);

        // A nudge makes it try again at once.
        long refused = b.Hub.RefusedFrames;
        TestWorker.Link(a, b);
        Deadline.Until(() => b.Hub.RefusedFrames > refused, "another attempt");
        Assert.Single(a.Log.Messages, m => m.Contains(reason));
        Assert.Single(b.Log.Messages, m => m.Contains(reason));
        Assert.DoesNotContain(a.Log.Messages.Concat(b.Log.Messages), static m => m.Contains("the right secret"));
    }

    [Fact]
    public async Task An_acceptor_that_only_pretends_to_know_the_secret_is_refused()
    {
        await using TestWorker a = await TestWorker.Start("a", o => o.Secret = "the right secret");
        await using TestWorker b = await TestWorker.Start("b", o => o.Secret = "the right secret");
        var context = new LinkContext(new LinkOptions { Secret = "another secret" }, TestWorker.Schema, TimeProvider.System, b.Log);
        string path = Path.Combine(Path.GetDirectoryName(b.Info.Socket)!, "impostor");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        a.Hub.SetPeers(a.Info, [b.Info with { Socket = path }], 1);
        using var socket = new PlainSocket(await listener.AcceptAsync().WaitAsync(Deadline.Limit), "dialler");
        Handshake.Accept(socket, "b", context, out HandshakeRequest request, out _);
        socket.TrySendAll(HandshakeFormat.Ready(request.Proof, takesOffer: false));
        a.AwaitLog("does not know the secret");
    }

    [Fact]
    public async Task A_worker_of_an_older_plan_lets_a_newcomer_in_when_it_learns_of_it()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [], 1);
        a.Hub.SetPeers(a.Info, [b.Info], 2);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        sender.Write(0, 10);
        sender.Flush();
        b.Hub.SetPeers(b.Info, [a.Info], 2);
        using IChannelReceiver receiver = b.Receiver(Numbered.Channel(), a);
        receiver.Expect(0, 10);
        Assert.Equal(0, b.Hub.RefusedFrames);
    }

    [Fact]
    public async Task A_worker_that_is_in_no_plan_any_more_is_refused_and_counted()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        using IChannelSender sender = a.Sender(Numbered.Channel(), b);
        sender.Write(0, 10);
        sender.Flush();
        b.Hub.SetPeers(b.Info, [], 2);
        Deadline.Until(() => b.Hub.RefusedFrames > 0, "the stranger is refused");
        a.AwaitLog("not in the plan of generation 2");
        Deadline.Until(() => b.Log.Messages.Any(static m => m.Contains("'a' is not in the plan")), "logged");
    }

    [Fact]
    public async Task A_worker_that_is_in_no_plan_any_more_is_logged_once_however_many_plans_there_are()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        TestWorker.Link(a, b);
        for (int generation = 2; generation < 6; generation++)
        {
            long refused = b.Hub.RefusedFrames;
            b.Hub.SetPeers(b.Info, [], generation);
            Deadline.Until(() => b.Hub.RefusedFrames >= refused + 2, "the stranger is refused under this plan too");
        }

        Assert.Single(b.Log.Messages, static m => m.Contains("'a' is not in the plan"));
    }

    [Fact]
    public async Task A_worker_that_is_not_the_one_meant_refuses()
    {
        await using TestWorker a = await TestWorker.Start("a");
        await using TestWorker b = await TestWorker.Start("b");
        b.Hub.SetPeers(b.Info, [a.Info], 1);
        a.Hub.SetPeers(a.Info, [b.Info with { Id = "c" }], 1);
        a.AwaitLog("this is worker 'b', not 'c'");
    }

    [Fact]
    public async Task A_plain_client_on_a_tls_port_is_refused_and_logged_once()
    {
        using var certificates = new Certificates();
        await using TestWorker a = await TestWorker.Start("a", static o => o.Listen = "127.0.0.1:0");
        await using TestWorker b = await TestWorker.Start("b", certificates.Use);
        TestWorker.Link(a, b);
        a.AwaitLog("speaks no TLS");
        b.AwaitLog("speaks no TLS");
        long refused = b.Hub.RefusedFrames;
        TestWorker.Link(a, b);
        Deadline.Until(() => b.Hub.RefusedFrames > refused, "another attempt");
        Assert.Single(b.Log.Messages, static m => m.Contains("speaks no TLS"));
    }

    [Fact]
    public async Task A_tls_client_on_a_plain_port_is_refused_and_logged()
    {
        using var certificates = new Certificates();
        await using TestWorker a = await TestWorker.Start("a", certificates.Use);
        await using TestWorker b = await TestWorker.Start("b", static o => o.Listen = "127.0.0.1:0");
        TestWorker.Link(a, b);
        a.AwaitLog("TLS with");
        b.AwaitLog("it speaks TLS and this side does not");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var certificates = new Certificates();
        using var others = new Certificates();
        await using TestWorker a = await TestWorker.Start("a", certificates.Use);
        await using TestWorker b = await TestWorker.Start("b", others.Use);
        TestWorker.Link(a, b);
        a.AwaitLog("no certificate that is trusted here");
    }

    [Fact]
    public async Task A_client_of_the_right_authority_may_speak_tls_and_not_the_protocol()
    {
        using var certificates = new Certificates();
        await using TestWorker b = await TestWorker.Start("b", certificates.Use);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(b.Info.Address!));
        using var stream = new SslStream(client.GetStream(), false, static (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("worker").WaitAsync(Deadline.Limit);
        await stream.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        b.AwaitLog("does not speak this protocol");
    }

    [Fact]
    public async Task Whoever_says_nothing_is_shut_out_in_time()
    {
        await using TestWorker b = await TestWorker.Start("b", static o => o.ConnectTimeout = TimeSpan.FromMilliseconds(50));
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(new UnixDomainSocketEndPoint(b.Info.Socket!));
        await silent.SendAsync(HandshakeFormat.Magic.ToArray());
        Assert.Equal(0, await silent.ReceiveAsync(new byte[1]).WaitAsync(Deadline.Limit));
        b.AwaitLog("took too long");
    }
}
