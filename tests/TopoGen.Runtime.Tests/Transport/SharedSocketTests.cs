using System.Collections.Concurrent;
using System.Net.Sockets;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>Two ends in one process, without links.</summary>
public sealed class SharedSocketTests : IDisposable
{
    private const int Size = LinkOptions.MinRing;

    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-rings-").FullName;
    private readonly SharedSocket? _left;
    private readonly SharedSocket? _right;

    public SharedSocketTests()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var end = new UnixDomainSocketEndPoint(Path.Combine(_folder, "socket"));
        listener.Bind(end);
        listener.Listen();
        var dialled = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dialled.Connect(end);
        RingFile made = RingFile.Make(_folder, Size);
        _left = new SharedSocket(LinuxSocket.OrPlain(dialled, "left"), made);
        _right = new SharedSocket(LinuxSocket.OrPlain(listener.Accept(), "right"), RingFile.Take(_folder, made.Offer));
    }

    public void Dispose()
    {
        _left?.Dispose();
        _right?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Both_directions_at_once_never_stall(int pauses)
    {
        int seed = Random.Shared.Next();
        int total = pauses == 0 ? 40_000_000 : 4_000_000;
        var listening = new ConcurrentBag<Task>();
        Task[] all =
        [
            Write(_left!, new Random(seed)), Read(_right!, new Random(seed + 1)),
            Write(_right!, new Random(seed + 2)), Read(_left!, new Random(seed + 3)),
        ];
        try
        {
            await Task.WhenAll(all).WaitAsync(Deadline.Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Stalled (seed {seed}).");
        }
        finally
        {
            _left!.Shutdown();
            _right!.Shutdown();
            await Task.WhenAll([.. all, .. listening]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(listening);

        Task Write(SharedSocket socket, Random random) => Run(() =>
        {
            byte[] bytes = new byte[3 * Size];
            for (int written = 0; written < total;)
            {
                int length = Math.Min(random.Next(1, random.Next(2, bytes.Length)), total - written);
                for (int i = 0; i < length; i++)
                {
                    bytes[i] = Expected(written + i);
                }

                Pause(random);
                Assert.True(socket.TrySendAll(bytes.AsSpan(0, length)));
                written += length;
            }
        });

        Task Read(SharedSocket socket, Random random) => Run(() =>
        {
            byte[] bytes = new byte[2 * Size];
            for (int read = 0; read < total;)
            {
                Pause(random);
                int count = socket.Read(bytes.AsSpan(0, random.Next(1, bytes.Length)));
                Assert.InRange(count, 1, bytes.Length);
                for (int i = 0; i < count; i++)
                {
                    if (bytes[i] != Expected(read + i))
                    {
                        Assert.Fail($"Byte {read + i} is damaged (seed {seed}).");
                    }
                }

                read += count;
            }

            // Whoever has read all goes on listening for the sake of its writer.
            listening.Add(Run(() => Assert.Equal(0, socket.Read(bytes))));
        });

        void Pause(Random random)
        {
            if (pauses > 0 && random.Next(10 / pauses) == 0)
            {
                Thread.Sleep(random.Next(0, pauses));
            }
        }

        static byte Expected(int position) => (byte)(position ^ (position >> 8) ^ (position >> 16));

        static Task Run(Action action) => Task.Factory.StartNew(action, TaskCreationOptions.LongRunning);
    }

    [LinuxFact]
    public async Task What_was_written_before_the_end_is_read_and_then_it_is_over()
    {
        Assert.True(_left!.TrySendAll(new byte[1000]));
        _left.Shutdown();
        Assert.Equal(-1, _left.TrySend([1]));
        byte[] bytes = new byte[600];
        Assert.Equal(600, _right!.Read(bytes));
        Assert.Equal(400, _right.Read(bytes));
        Assert.Equal(0, await Task.Run(() => _right.Read(bytes)).WaitAsync(Deadline.Limit));
        Assert.Equal(0, _left.Read(bytes));
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_is_woken_by_the_end(bool isOwn)
    {
        Assert.Equal(Size, _left!.TrySend(new byte[2 * Size]));
        Task<bool> sending = Task.Run(() => _left.TrySendAll([1]));
        Task<int> reading = Task.Run(() =>
        {
            int read = _left.Read(new byte[1]);
            _left.Shutdown();
            return read;
        });
        await Task.Delay(50);
        Assert.False(sending.IsCompleted || reading.IsCompleted);
        (isOwn ? _left : _right!).Shutdown();
        Assert.Equal(0, await reading.WaitAsync(Deadline.Limit));
        Assert.False(await sending.WaitAsync(Deadline.Limit));
    }
}
