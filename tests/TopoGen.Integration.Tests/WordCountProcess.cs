namespace TopoGen.Integration.Tests;

/// <summary>The sample that counts words.</summary>
internal sealed class WordCountProcess(string folder, params string[] args) : SampleProcess("WordCount", folder, args)
{
    /// <summary>Ends its input and waits for it.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] args)
    {
        using var process = new WordCountProcess(folder, args);
        process.Input.Close();
        return await process.EndAsync();
    }
}
