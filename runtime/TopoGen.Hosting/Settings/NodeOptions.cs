using TopoGen.Runtime;

namespace TopoGen.Hosting.Settings;

/// <summary>How an executable takes part in a topology of several workers. Filled and checked by <see cref="NodeSettings"/>.</summary>
internal sealed class NodeOptions
{
    /// <summary><c>host:port</c> or <c>redis://…</c>; null for the private server of <see cref="Data"/>.</summary>
    public string? Redis { get; set; }

    public string? RedisUser { get; set; }

    public string? RedisPassword { get; set; }

    public int? RedisDatabase { get; set; }

    /// <summary>What the names of all keys begin with.</summary>
    public string? RedisPrefix { get; set; }

    public bool? RedisTls { get; set; }

    /// <summary>A PEM file with whoever signed its certificate; null for those that the system trusts.</summary>
    public string? RedisAuthority { get; set; }

    /// <summary>The folder of epochs and of the private server; null for the default of the topology.</summary>
    public string? Data { get; set; }

    public int? Workers { get; set; }

    /// <summary>Where links of other machines are accepted; null for this machine only.</summary>
    public HostPort? Listen { get; set; }

    /// <summary>Where other machines reach it, if not at <see cref="Listen"/>.</summary>
    public HostPort? Advertise { get; set; }

    public int? Slots { get; set; }

    /// <summary>Workers of one host reach each other through Unix sockets.</summary>
    public string HostName { get; set; } = Environment.MachineName;

    /// <summary>What workers prove to each other that they know.</summary>
    public string? Secret { get; set; }

    /// <summary>What links between workers of this host go over.</summary>
    public LinkKind Link { get; set; }

    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A PEM file; with it, links between machines are encrypted.</summary>
    public string? LinkCertificate { get; set; }

    public string? LinkKey { get; set; }

    public string? LinkAuthority { get; set; }
}
