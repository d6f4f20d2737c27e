using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TopoGen.Runtime;

/// <summary>Where other workers come in: listens on a Unix socket, and on TCP where it was told to.</summary>
internal sealed class LinkEntrance(LinkContext context, LinkGreeter greeter) : IDisposable
{
    /// <summary>The system's limit for the path of a Unix socket is 104 to 108 bytes, with its end.</summary>
    private const int MaxPath = 100;

    private readonly List<LinkListener> _listeners = [];
    private string? _ownFolder;
    private string? _path;

    /// <exception cref="TopologyInputException">It cannot listen where it was told to.</exception>
    public async Task<(string Socket, string? Address)> ListenAsync(CancellationToken cancellation)
    {
        if (_path is not null)
        {
            throw new InvalidOperationException("The links listen already.");
        }

        try
        {
            return await ListenEverywhereAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _listeners.ForEach(static listener => listener.Dispose());
        _listeners.Clear();
        if (_path is not null)
        {
            File.Delete(_path);
            _path = null;
        }

        if (_ownFolder is not null)
        {
            Directory.Delete(_ownFolder, recursive: true);
            _ownFolder = null;
        }
    }

    private async Task<(string Socket, string? Address)> ListenEverywhereAsync(CancellationToken cancellation)
    {
        _path = MakePath();
        Listen(nameof(LinkOptions.SocketFolder), _path, new UnixDomainSocketEndPoint(_path));
        if (!OperatingSystem.IsWindows())
        {
            // The folder may be one that others can enter.
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (_path, context.Options.Listen is { } listen ? await ListenTcpAsync(listen, cancellation).ConfigureAwait(false) : null);
    }

    private string MakePath()
    {
        string folder;
        if (context.Options.SocketFolder is { } given)
        {
            folder = Path.GetFullPath(given);
            if (!Directory.Exists(folder))
            {
                MakeFolder(folder);
            }
        }
        else
        {
            // Made for this user only.
            folder = _ownFolder = Directory.CreateTempSubdirectory("topogen-").FullName;
        }

        string path = Path.Combine(folder, $"{Guid.NewGuid().ToString("N")[..12]}.sock");
        int length = Encoding.UTF8.GetByteCount(path);
        return length < MaxPath
            ? path
            : throw new TopologyInputException($"The path of the Unix socket, '{path}', has {length} bytes; expected less than {MaxPath}: set SocketFolder to a shorter one.");
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"SocketFolder is '{folder}', which cannot be made: {exception.Message}", exception);
        }
    }

    private async Task<string> ListenTcpAsync(string listen, CancellationToken cancellation)
    {
        HostPort where = HostPort.Parse(nameof(LinkOptions.Listen), listen);
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(where.Host, out IPAddress? literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(where.Host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new TopologyInputException($"Listen is '{listen}', whose host cannot be resolved: {exception.Message}", exception);
        }

        LinkListener listener = Listen(nameof(LinkOptions.Listen), listen, new IPEndPoint(addresses[0], where.Port));
        if (!IPAddress.IsLoopback(addresses[0]) && context.Options.Secret is null)
        {
            context.Reports.Once($"Links listen on {listener.End} without a secret: whoever reaches the port can join; set Secret");
        }

        int port = ((IPEndPoint)listener.End).Port;
        HostPort advertised = context.Options.Advertise is { } advertise ? HostPort.Parse(nameof(LinkOptions.Advertise), advertise) : where;
        return (advertised with { Port = advertised.Port == 0 ? port : advertised.Port }).ToString();
    }

    private LinkListener Listen(string option, string value, EndPoint end)
    {
        try
        {
            var listener = new LinkListener(end, context, greeter.Greet);
            _listeners.Add(listener);
            listener.Start();
            return listener;
        }
        catch (SocketException exception)
        {
            throw new TopologyInputException($"{option} is '{value}', where this worker cannot listen: {exception.Message}", exception);
        }
    }
}
