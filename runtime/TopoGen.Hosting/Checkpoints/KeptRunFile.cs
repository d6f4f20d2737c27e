using System.Text.Json;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Checkpoints;

/// <summary>The file <c>run.json</c> of a data folder: who ran the topology last, and with which parameters.</summary>
/// <param name="folder">The data folder.</param>
internal sealed class KeptRunFile(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path = Path.Combine(folder, "run.json");

    /// <returns>Null where there is none that can be read.</returns>
    public RunRecord? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(_path), KeptRunJson.Default.RunRecord);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record in one step. Parameters may be secret: nobody but the owner may read it.</summary>
    /// <exception cref="TopologyInputException">The folder cannot be written to.</exception>
    public void Write(RunRecord run)
    {
        try
        {
            string next = _path + ".new";
            File.Delete(next);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var stream = new FileStream(next, options))
            {
                JsonSerializer.Serialize(stream, run, KeptRunJson.Default.RunRecord);
                stream.Flush(flushToDisk: true);
            }

            DurableFile.Move(next, _path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException($"The data folder '{folder}' cannot be used: {exception.Message}; give one that can be written to", exception);
        }
    }

    /// <summary>There is nothing to go on from any more.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without an epoch it says nothing, and the next run replaces it.
        }
    }
}
