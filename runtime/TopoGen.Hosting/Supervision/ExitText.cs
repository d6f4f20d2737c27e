namespace TopoGen.Hosting.Supervision;

/// <summary>How a process ended, in words.</summary>
internal static class ExitText
{
    private const int Signalled = 128;

    public static string Of(int code) => code switch
    {
        0 => "left",
        Signalled + 9 => "was killed (signal 9)",
        > Signalled and < Signalled + 64 => $"died of signal {code - Signalled}",
        _ => $"ended with exit code {code}",
    };
}
