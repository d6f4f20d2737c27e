namespace TopoGen.Hosting.Cluster;

/// <summary>The Redis of a topology and who logs in there.</summary>
internal sealed record StoreAddress
{
    /// <summary><c>host:port</c> or <c>redis://…</c>, as it was given.</summary>
    public required string Address { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public int? Database { get; init; }

    public string? Prefix { get; init; }

    public bool? Tls { get; init; }

    /// <summary>A PEM file with whoever signed its certificate, or null.</summary>
    public string? Authority { get; init; }

    /// <summary>How long a call may go without an answer; null for what workers take, whose leases end meanwhile.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The address without user and password.</summary>
    public override string ToString()
    {
        int end = Address.LastIndexOf('@');
        int begin = Address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        return end < begin ? Address : Address[..begin] + Address[(end + 1)..];
    }

    /// <summary>Whether a password stands in the address itself.</summary>
    public static bool HasPassword(string address)
    {
        int end = address.LastIndexOf('@');
        int begin = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        return end > begin && address[begin..end].Contains(':', StringComparison.Ordinal);
    }
}
