using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>A host and a port, as in <c>name:7000</c>, <c>10.0.0.1:7000</c> or <c>[::1]:7000</c>.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    /// <exception cref="TopologyInputException">It is none.</exception>
    public static HostPort Parse(string option, string text)
        => TryParse(text, out HostPort value)
            ? value
            : throw new TopologyInputException($"{option} is '{text}'; expected host:port with a port of 0 to 65535, for example 10.0.0.1:7000 or [::1]:7000.");

    public static bool TryParse(string text, out HostPort value)
    {
        value = default;
        int colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return false;
        }

        string host = text[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed)
        {
            host = host[1..^1];
        }

        // Without brackets, the last part of an IPv6 address would pass for a port.
        if (host.Length == 0 || host.Contains(':') != isBracketed)
        {
            return false;
        }

        value = new HostPort(host, port);
        return true;
    }

    public override string ToString()
        => Host.Contains(':') ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}") : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
