namespace TopoGen.Runtime.Tests.Engine;

/// <summary>The entry point of this assembly where a test starts it as a process of its own.</summary>
internal static class SecondProcess
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [KeyedTests.PrintRoutes])
        {
            return 1;
        }

        Console.OutputEncoding = System.Text.Encoding.UTF8;
        Console.WriteLine(await KeyedTests.Routes());
        return 0;
    }
}
