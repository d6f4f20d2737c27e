using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using StackExchange.Redis;

namespace TopoGen.Runtime.Redis;

/// <summary>Says in one line what went wrong; the client's own messages carry a page of its counters.</summary>
internal static class RedisFailure
{
    public static string Describe(Exception exception, TimeSpan timeout)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case RedisServerException server when server.Message.Contains("NOAUTH", StringComparison.Ordinal):
                    return "it asks for a password";
                case RedisServerException server when server.Message.Contains("WRONGPASS", StringComparison.Ordinal):
                    return "it refuses the user or the password";
                case RedisServerException server:
                    return FirstLine(server.Message);
                case AuthenticationException tls:
                    return $"TLS failed: {FirstLine(tls.Message)}";
                case SocketException socket:
                    return FirstLine(socket.Message);
            }
        }

        return exception switch
        {
            TimeoutException => string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.###} s"),
            RedisConnectionException connection => connection.FailureType switch
            {
                ConnectionFailureType.AuthenticationFailure => "it refuses the user or the password, or asks for one",
                ConnectionFailureType.SocketClosed or ConnectionFailureType.ConnectionDisposed => "the connection was closed",
                ConnectionFailureType.UnableToConnect => "no connection; see whether the address is right and a server listens there",
                _ => "no connection",
            },
            _ => FirstLine(exception.Message),
        };
    }

    private static string FirstLine(string message)
    {
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
