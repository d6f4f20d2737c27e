using TopoGen.Runtime.Tests.Transport;

namespace TopoGen.Runtime.Tests.Engine;

/// <summary>The entry point of this assembly where a test starts it as a process of its own.</summary>
internal static class SecondProcess
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [KeyedTests.PrintRoutes]:
                Console.OutputEncoding = System.Text.Encoding.UTF8;
                Console.WriteLine(await KeyedTests.Routes());
                return 0;
            case [SendingPeer.Command, string socket, string incarnation]:
                await SendingPeer.RunAsync(socket, long.Parse(incarnation));
                return 0;
            default:
                return 1;
        }
    }
}
