using System.Text.Json;

namespace TopoGen.Runtime.Sqlite;

/// <summary>
/// Says which store holds the newest epoch of the topology whose data directory this is. Without it, a topology that ran with another store
/// in between would quietly go back to what is in the directory.
/// </summary>
/// <param name="Topology">The topology's name.</param>
/// <param name="Store">The kind of store: <c>sqlite</c>, <c>redis</c>.</param>
/// <param name="Location">Where it is, as a person would say it: an address without a password, a path.</param>
public sealed record StoreMarker(string Topology, string Store, string Location)
{
    /// <summary>The <see cref="Location"/> of a store that is in the directory itself, behind a server of its own.</summary>
    public const string Inside = "in the data folder";

    /// <summary>The <see cref="Store"/> of those in Redis.</summary>
    public const string Redis = "redis";

    private const string Name = "store.json";

    /// <returns>Null where the directory, or the marker in it, is not there: nothing was ever committed.</returns>
    /// <exception cref="TopologyInputException">It cannot be read.</exception>
    public static StoreMarker? Read(string directory)
    {
        string path = PathIn(directory);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), StoreMarkerJson.Default.StoreMarker) is { Topology: not null, Store: not null, Location: not null } marker
                ? marker
                : throw new JsonException("it has not all three values");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new TopologyInputException(
                $"The file '{path}', which says where the newest state is, cannot be read: {exception.Message}; if you know that it is in the store you start with, delete the file", exception);
        }
    }

    /// <summary>Whether a run may begin with this store: it holds the newest epoch, or there is none.</summary>
    /// <exception cref="TopologyInputException">Another store holds it; the message says which, and what to type.</exception>
    public void Check(string directory)
    {
        StoreMarker? newest = Read(directory);
        if (newest is null || newest == this)
        {
            return;
        }

        throw new TopologyInputException(newest.Topology == Topology
            ? $"The newest state of topology '{Topology}' is in the {newest.Store} store {newest.Location}, and this run would use the {Store} store {Location}; "
                + $"start it with that one, move it with 'savepoint moved.savepoint{newest.Found(directory)}' and then 'restore moved.savepoint{Taken(directory)}', or begin anew with --fresh"
            : $"The data directory '{Path.GetFullPath(directory)}' belongs to topology '{newest.Topology}', and this is '{Topology}'; give each topology a data directory of its own");
    }

    /// <summary>How a command is told to look into this store: the marker says where that is, where it is not elsewhere.</summary>
    private string Found(string directory) => (Store == Redis && Location != Inside ? $" --redis {Location}" : "") + DataOption(directory);

    /// <summary>How a command is told to use this store, whatever the marker says.</summary>
    private string Taken(string directory)
        => (Store != Redis ? "" : Location == Inside ? " --workers N" : $" --redis {Location}") + DataOption(directory);

    private static string DataOption(string directory) => $" --data {Path.GetFullPath(directory)}";

    /// <summary>Notes that the newest epoch is in this store: before the first one is committed there.</summary>
    /// <exception cref="TopologyInputException">The directory cannot be written to.</exception>
    public void Write(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            DurableFile.Replace(PathIn(directory), JsonSerializer.SerializeToUtf8Bytes(this, StoreMarkerJson.Default.StoreMarker));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, exception);
        }
    }

    /// <summary>Notes that no store holds anything any more.</summary>
    /// <exception cref="TopologyInputException">The directory cannot be written to.</exception>
    public static void Delete(string directory)
    {
        try
        {
            if (File.Exists(PathIn(directory)))
            {
                DurableFile.Delete(PathIn(directory));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, exception);
        }
    }

    private static string PathIn(string directory) => Path.Combine(Path.GetFullPath(directory), Name);

    private static TopologyInputException Unwritable(string directory, Exception exception)
        => new($"The data directory '{Path.GetFullPath(directory)}' cannot be used: {exception.Message}; give one that can be written to", exception);
}
