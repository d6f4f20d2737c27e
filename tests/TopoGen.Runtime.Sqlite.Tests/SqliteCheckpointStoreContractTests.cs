namespace TopoGen.Runtime.Sqlite.Tests;

/// <summary>The contract on a file. What is opened anew is a copy of the files as they stand at that moment, as after a kill -9.</summary>
public sealed class SqliteCheckpointStoreContractTests : CheckpointStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _copy = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
        _copy.Dispose();
    }

    protected override Task<ICheckpointStore> OpenAsync() => Task.FromResult<ICheckpointStore>(SqliteCheckpointStore.Open(_directory.Path, "words"));

    protected override async Task<ICheckpointStore> ReopenAsync()
    {
        foreach (string name in new[] { "checkpoints.db", "checkpoints.db-wal" })
        {
            File.Copy(_directory.In(name), _copy.In(name));
        }

        await Store.DisposeAsync();
        return SqliteCheckpointStore.Open(_copy.Path, "words");
    }
}
