using System.Globalization;
using TopoGen.Hosting.CommandLine;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>All values of <see cref="NodeOptions"/>, and which command takes which of them on its command line.</summary>
internal static class NodeSettings
{
    private static readonly Setting<NodeOptions> Workers = Number(
        nameof(NodeOptions.Workers), "--workers", "Worker processes that get tasks", 1, 1024, "", (o, n) => o.Workers = n);

    /// <summary>Of commands that need only know whether a run has workers.</summary>
    private static readonly Setting<NodeOptions> AsRun = Number(
        nameof(NodeOptions.Workers), "--workers", "As a run with workers is given it: the state is in Redis, then", 1, 1024, "", (o, n) => o.Workers = n);

    private static readonly Setting<NodeOptions> Listen = Address(
        nameof(NodeOptions.Listen), "--listen", "Where links of other machines are accepted", "this machine only", (o, a) => o.Listen = a);

    private static readonly Setting<NodeOptions> Lease = new(
        nameof(NodeOptions.LeaseTime), "--lease-time", "TIME", "How long a worker may be silent before its tasks move",
        "a time such as 250ms or 30s", "500ms to 1m", Duration.Text(new NodeOptions().LeaseTime), (options, text) =>
        {
            options.LeaseTime = Duration.Parse(text) ?? TimeSpan.Zero;
            return options.LeaseTime >= TimeSpan.FromMilliseconds(500) && options.LeaseTime <= TimeSpan.FromMinutes(1);
        });

    /// <summary>Where the topology's Redis is.</summary>
    private static readonly Setting<NodeOptions>[] Store =
    [
        Text(nameof(NodeOptions.Redis), "--redis", "ADDRESS", "The Redis of the topology, HOST:PORT or redis://...",
            "the private server in the data folder", (o, t) => o.Redis = t),
        Text(nameof(NodeOptions.RedisUser), "--redis-user", "NAME", "Who logs in there", "", (o, t) => o.RedisUser = t),
        Text(nameof(NodeOptions.RedisPassword), null, "TEXT", "", "", (o, t) => o.RedisPassword = t),
        Number(nameof(NodeOptions.RedisDatabase), "--redis-database", "Which of its databases", 0, 65_535, "0", (o, n) => o.RedisDatabase = n),
        Text(nameof(NodeOptions.RedisPrefix), "--redis-prefix", "TEXT", "What all its keys begin with", "topogen", (o, t) => o.RedisPrefix = t),
        new(nameof(NodeOptions.RedisTls), "--redis-tls", "BOOL", "Whether to encrypt the connection to it", "true or false", "", "false", (options, text) =>
        {
            bool isValue = bool.TryParse(text, out bool value);
            options.RedisTls = value;
            return isValue;
        }),
        Text(nameof(NodeOptions.RedisAuthority), "--redis-authority", "FILE", "Whose certificate (PEM) is trusted there", "those that the system trusts",
            (o, t) => o.RedisAuthority = t),
        Text(nameof(NodeOptions.Data), "--data", "DIR", "The folder of epochs and of the private server", "~/.local/state/topogen/TOPOLOGY", (o, t) => o.Data = t),
    ];

    /// <summary>How a worker shows itself to the others.</summary>
    private static readonly Setting<NodeOptions>[] Worker =
    [
        Listen,
        Address(nameof(NodeOptions.Advertise), "--advertise", "Where other machines reach it", "where it listens", (o, a) => o.Advertise = a),
        Number(nameof(NodeOptions.Slots), "--slots", "The weight of its share of the tasks", 1, 1024, "its executors", (o, n) => o.Slots = n),
        Text(nameof(NodeOptions.HostName), "--host-name", "NAME", "The name of this machine, the same for all workers on it",
            "as the system says", (o, t) => o.HostName = t),
        Text(nameof(NodeOptions.Secret), null, "TEXT", "", "", (o, t) => o.Secret = t),
        Lease,
        new(nameof(NodeOptions.Link), "--link", "KIND", "What links workers of this machine: auto for shared memory where possible, or socket",
            "auto or socket", "", "auto", (options, text) =>
            {
                options.Link = string.Equals(text, "socket", StringComparison.OrdinalIgnoreCase) ? LinkKind.Socket : LinkKind.Auto;
                return string.Equals(text, options.Link.ToString(), StringComparison.OrdinalIgnoreCase);
            }),
        Text(nameof(NodeOptions.LinkCertificate), "--link-certificate", "FILE", "The certificate (PEM) for encrypted links", "", (o, t) => o.LinkCertificate = t),
        Text(nameof(NodeOptions.LinkKey), "--link-key", "FILE", "Its private key (PEM)", "", (o, t) => o.LinkKey = t),
        Text(nameof(NodeOptions.LinkAuthority), "--link-authority", "FILE", "Whose certificates (PEM) the links trust", "", (o, t) => o.LinkAuthority = t),
    ];

    public static IReadOnlyList<Setting<NodeOptions>> All { get; } = [Workers, .. Store, .. Worker];

    /// <summary>Those that a command's options set. Every setting of files and environment holds for all commands that use it.</summary>
    public static IReadOnlyList<Setting<NodeOptions>> Of(HostCommand command) => command switch
    {
        HostCommand.Graph => [],
        HostCommand.Describe => [Workers],
        HostCommand.Run or HostCommand.Worker => All,
        HostCommand.CheckEnv => [.. Store, Listen],
        HostCommand.Savepoint => [AsRun, .. Store],
        HostCommand.Restore => [AsRun, .. Store, Lease],
        _ => Store,
    };

    private static Setting<NodeOptions> Text(
        string name, string? option, string valueName, string description, string standard, Action<NodeOptions, string> set)
        => new(name, option, valueName, description, "a text that is not empty", "", standard, (options, text) =>
        {
            set(options, text);
            return !string.IsNullOrWhiteSpace(text);
        });

    private static Setting<NodeOptions> Number(
        string name, string option, string description, int least, int most, string standard, Action<NodeOptions, int> set)
        => new(name, option, "N", description, "a whole number", string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0}"), standard, (options, text) =>
        {
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            set(options, number);
            return isNumber && number >= least && number <= most;
        });

    private static Setting<NodeOptions> Address(
        string name, string option, string description, string standard, Action<NodeOptions, HostPort> set)
        => new(name, option, "HOST:PORT", description, "HOST:PORT, such as 0.0.0.0:7000 or [::1]:7000", "", standard, (options, text) =>
        {
            bool isAddress = HostPort.TryParse(text, out HostPort address);
            set(options, address);
            return isAddress;
        });
}
