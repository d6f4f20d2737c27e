using System.Globalization;

namespace TopoGen.Runtime.Redis;

/// <summary>Where the Redis is that workers share, and how it is spoken to. Valkey and Garnet serve too.</summary>
public sealed class RedisOptions
{
    /// <summary>The port where an address names none.</summary>
    public const int DefaultPort = 6379;

    /// <summary><c>host</c> or <c>host:port</c> of the primary; an IPv6 address with a port stands in brackets.</summary>
    public string Address { get; set; } = "localhost:6379";

    /// <summary>The number of the database.</summary>
    public int Database { get; set; }

    /// <summary>The ACL user, or null for the default one.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>What all keys begin with: two installations that share a server and a database use different ones.</summary>
    public string Prefix { get; set; } = "topogen";

    /// <summary>Whether the connection is encrypted and the server's certificate checked.</summary>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the authority that signed the server's certificate; null for those that the system trusts.</summary>
    public string? CaFile { get; set; }

    /// <summary>After this time without an answer a call fails. Well below the leases' time to live.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After this time without an answer, reading or writing blobs of checkpoints fails: some megabytes go in one step.</summary>
    public TimeSpan TransferTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long making a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads <c>redis://[[user]:password@]host[:port][/database]</c>, <c>rediss://…</c> for TLS, or <c>host[:port]</c>.</summary>
    /// <exception cref="TopologyInputException">It is none of these.</exception>
    public static RedisOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var options = new RedisOptions();
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            options.Address = text;
        }
        else
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0
                || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            {
                // The text may hold a password, so the message must not repeat it.
                throw new TopologyInputException(
                    "The Redis address is not understood; expected redis://[user:password@]host:port[/database], rediss://... for TLS, or host:port");
            }

            options.Tls = uri.Scheme == "rediss";
            options.Address = $"{uri.Host}:{(uri.IsDefaultPort ? DefaultPort : uri.Port)}";
            options.Database = ParseDatabase(uri.AbsolutePath.Trim('/'));
            string[] login = uri.UserInfo.Split(':', 2);
            options.User = login is [{ Length: > 0 } user, _] ? Uri.UnescapeDataString(user) : null;
            options.Password = login is [_, { Length: > 0 } password] ? Uri.UnescapeDataString(password) : null;
            if (login is [{ Length: > 0 }])
            {
                throw new TopologyInputException(
                    "The Redis address names a user without a password; expected redis://user:password@host:port, or redis://:password@host:port");
            }
        }

        options.Validate();
        return options;
    }

    /// <summary>Checks all values.</summary>
    /// <exception cref="TopologyInputException">One cannot be used; the message names it and says what is expected.</exception>
    public void Validate()
    {
        _ = SplitAddress();
        Require(Database is >= 0 and <= 65535, "Database", Database.ToString(CultureInfo.InvariantCulture), "a number from 0, mostly to 15");
        Require(User is not "", "User", "", "a name, or none for the default user");
        Require(User is null || Password is not null, "User", User, "a password with it");
        Require(Prefix is { Length: > 0 } && Prefix.All(IsPlain), "Prefix", Prefix, "letters, digits, and any of . _ - : /");
        Require(CaFile is null || Tls, "CaFile", CaFile, "TLS with it (rediss:// or Tls = true)");
        Require(CaFile is null || File.Exists(CaFile), "CaFile", CaFile, "a PEM file that exists");
        RequireTime(OperationTimeout, "OperationTimeout");
        RequireTime(TransferTimeout, "TransferTimeout");
        RequireTime(ConnectTimeout, "ConnectTimeout");
    }

    /// <summary>Without the password.</summary>
    public override string ToString() =>
        $"{(Tls ? "rediss" : "redis")}://{(User is null ? "" : User + "@")}{Address}{(Database == 0 ? "" : "/" + Database.ToString(CultureInfo.InvariantCulture))}";

    /// <summary>The same, for a connection whose calls carry blobs.</summary>
    internal RedisOptions ForTransfers()
    {
        var options = (RedisOptions)MemberwiseClone();
        options.OperationTimeout = TransferTimeout;
        return options;
    }

    /// <summary>The host, without brackets, and the port.</summary>
    internal (string Host, int Port) SplitAddress()
    {
        string address = Address ?? "";
        int colon = address.LastIndexOf(':');
        bool hasPort = colon >= 0 && (address.IndexOf(':') == colon || address[colon - 1] == ']');
        string host = (hasPort ? address[..colon] : address).Trim('[', ']');
        int port = DefaultPort;
        bool isPort = !hasPort || (int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535);
        Require(isPort && host.Length > 0 && Uri.CheckHostName(host) != UriHostNameType.Unknown, "Address", address, "host:port, for example redis.example:6379");
        return (host, port);
    }

    private static int ParseDatabase(string path)
    {
        if (path.Length == 0)
        {
            return 0;
        }

        Require(int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out int database), "Database", path, "a number after the last / of the address");
        return database;
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or ':' or '/';

    private static void RequireTime(TimeSpan time, string name) =>
        Require(time > TimeSpan.Zero && time <= TimeSpan.FromMinutes(10), name, time.ToString(), "a time above 0 and up to 10 minutes");

    private static void Require(bool holds, string name, string? value, string expected)
    {
        if (!holds)
        {
            throw new TopologyInputException($"Redis {name} is '{value}'; expected {expected}");
        }
    }
}
