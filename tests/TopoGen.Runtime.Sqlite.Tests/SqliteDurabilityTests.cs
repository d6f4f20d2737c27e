using Microsoft.Data.Sqlite;

namespace TopoGen.Runtime.Sqlite.Tests;

/// <summary>What is there after an end of any kind, and what is said of a file that is not as it should be.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_that_was_closed_has_all_in_one_file_when_it_is_opened_again()
    {
        EpochId epoch;
        await using (SqliteCheckpointStore store = Open())
        {
            epoch = await CommitAsync(store);
        }

        Assert.Equal(["checkpoints.db", "checkpoints.lock", "checkpoints.owner"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName).Order());
        await using SqliteCheckpointStore again = Open();
        Assert.Equal(new CheckpointHead(epoch, null), await again.ReadHeadAsync(None));
        Assert.Null(BlobProblem(await again.ReadManifestAsync(epoch, None), await again.ReadAsync(Checkpoints.Group(epoch, 1), None)));
    }

    [Fact]
    public async Task What_a_killed_process_had_committed_is_there_and_whole()
    {
        long said = 0;
        for (int round = 0; round < 3; round++)
        {
            using (var process = new SecondProcess(_directory.Path))
            {
                said = await process.CommitsAsync(5 + round);
            }

            await using SqliteCheckpointStore store = Open();
            EpochId head = (await store.ReadHeadAsync(None))!.Committed;
            Assert.True(head.Number >= said, $"epoch {said} was committed, and the head is {head}");
            foreach (EpochRecord record in await store.ListAsync(None))
            {
                Manifest? manifest = await store.ReadManifestAsync(record.Id, None);
                Assert.Equal(record.IsCommitted, manifest is not null);
                foreach (BlobReference blob in manifest?.Blobs ?? [])
                {
                    Assert.Null(blob.Problem(await store.ReadAsync(blob.Name, None)));
                }
            }
        }
    }

    [Fact]
    public async Task A_directory_that_is_in_use_is_refused_with_the_process_that_has_it()
    {
        using (var process = new SecondProcess(_directory.Path))
        {
            await process.CommitsAsync(1);
            Assert.Equal(
                $"The data directory '{_directory.Path}' is in use by process {process.Id} (dotnet); stop that one, which commits an epoch as it ends, or give another directory",
                Assert.Throws<TopologyInputException>(Open).Message);
        }

        await using SqliteCheckpointStore store = Open();
        Assert.Equal(
            $"The data directory '{_directory.Path}' is in use by another store of this very process; stop that one, which commits an epoch as it ends, or give another directory",
            Assert.Throws<TopologyInputException>(Open).Message);
    }

    [Fact]
    public async Task A_directory_of_another_topology_is_refused_and_left_as_it_was()
    {
        await using (SqliteCheckpointStore store = Open())
        {
            await CommitAsync(store);
        }

        TopologyInputException failure = Assert.Throws<TopologyInputException>(() => SqliteCheckpointStore.Open(_directory.Path, "sentences"));

        Assert.Equal(
            $"The file '{_directory.File}' holds the state of topology 'words', and this is 'sentences'; give each topology a data directory of its own", failure.Message);
        await using SqliteCheckpointStore again = Open();
        Assert.NotNull(await again.ReadHeadAsync(None));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_refused()
    {
        await Open().DisposeAsync();
        Change("PRAGMA user_version = 2");

        Assert.Equal(
            $"The file '{_directory.File}' has format 2, and this version of the program reads format 1 only; run it with the version that wrote it",
            Assert.Throws<TopologyInputException>(Open).Message);
    }

    [Fact]
    public void A_database_of_somebody_else_is_refused_and_left_as_it_was()
    {
        Change("CREATE TABLE mine (a)");

        Assert.Equal(
            $"The file '{_directory.File}' holds something else than checkpoints; give another data directory, or move it away",
            Assert.Throws<TopologyInputException>(Open).Message);
        Change("INSERT INTO mine VALUES (1)");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_directory.File, new string('x', 5000));

        Assert.Equal(
            $"The checkpoint store '{_directory.File}' cannot be opened: it is damaged; put a copy of it in its place, or move it away and start anew",
            Assert.Throws<TopologyInputException>(Open).Message);
        Assert.Equal(5000, new FileInfo(_directory.File).Length);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(_directory.In("taken"), "");

        Assert.StartsWith(
            $"The data directory '{_directory.In("taken")}' cannot be used: ",
            Assert.Throws<TopologyInputException>(() => SqliteCheckpointStore.Open(_directory.In("taken"), "words")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_inside_the_file_fails_the_calls_that_meet_it()
    {
        EpochId epoch;
        await using (SqliteCheckpointStore store = Open())
        {
            epoch = await CommitAsync(store);
        }

        // All pages but the first, which has the tables' places.
        await using (FileStream file = File.OpenWrite(_directory.File))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)(file.Length - 4096)).ToArray());
        }

        try
        {
            await using SqliteCheckpointStore damaged = Open();
            CheckpointStoreException failure = await Assert.ThrowsAsync<CheckpointStoreException>(() => damaged.ReadManifestAsync(epoch, None));
            Assert.Equal(Damaged("refused a call"), failure.Message);
        }
        catch (TopologyInputException failure)
        {
            Assert.Equal(Damaged("cannot be opened"), failure.Message);
        }

        string Damaged(string what)
            => $"The checkpoint store '{_directory.File}' {what}: it is damaged; put a copy of it in its place, or move it away and start anew";
    }

    [Fact]
    public async Task A_damaged_manifest_is_named()
    {
        EpochId epoch;
        await using (SqliteCheckpointStore store = Open())
        {
            epoch = await CommitAsync(store);
        }

        Change("UPDATE epochs SET manifest = substr(manifest, 1, 30)");

        await using SqliteCheckpointStore again = Open();
        CheckpointStoreException failure = await Assert.ThrowsAsync<CheckpointStoreException>(() => again.ReadManifestAsync(epoch, None));
        Assert.Equal(epoch, failure.Damaged);
        Assert.Contains(epoch.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Equal(epoch, (await again.ReadHeadAsync(None))!.Committed);
    }

    [Theory]
    [InlineData(5, "another program has it open for writing; close that one")]
    [InlineData(8, "it cannot be written to; see its owner and rights")]
    [InlineData(10, "the disk fails: disk I/O error")]
    [InlineData(13, "the disk is full; make room")]
    [InlineData(11, "it is damaged; put a copy of it in its place, or move it away and start anew")]
    [InlineData(19, "disk I/O error")]
    public void A_failure_is_said_in_a_line(int code, string expected) =>
        Assert.Equal(expected, SqliteFailure.Describe(new SqliteException($"SQLite Error {code}: 'disk I/O error'.", code)));

    [Fact]
    public async Task A_full_disk_fails_what_does_not_fit_and_nothing_else()
    {
        await using SqliteCheckpointStore store = Open();
        EpochId epoch = await CommitAsync(store);
        // As if the disk had room for a few more pages.
        await store.CallAsync(
            database =>
            {
                database.Execute("PRAGMA max_page_count = 40");
                return true;
            },
            None);
        BlobName name = Checkpoints.Group(epoch with { Number = 2 }, 0);

        CheckpointStoreException failure = await Assert.ThrowsAsync<CheckpointStoreException>(() => store.WriteAsync([Checkpoints.Fill(name, 1_000_000)], None));

        Assert.Equal($"The checkpoint store '{_directory.File}' refused a call: the disk is full; make room", failure.Message);
        Assert.Null(await store.ReadAsync(name, None));
        Assert.Single(await store.ListAsync(None));
        await store.WriteAsync([Checkpoints.Fill(name, 1000)], None);
        await store.CallAsync(
            database =>
            {
                database.Execute("PRAGMA max_page_count = 100000");
                return true;
            },
            None);
        await store.WriteAsync([Checkpoints.Fill(name with { Index = 1 }, 1_000_000)], None);
        Assert.NotNull(await store.ReadAsync(name with { Index = 1 }, None));
    }

    [Fact]
    public async Task Of_calls_that_wait_together_only_those_fail_that_are_at_fault()
    {
        await using SqliteCheckpointStore store = Open();
        FencingToken token = await store.AcquireAsync(0, 1, None);
        using var held = new ManualResetEventSlim();
        Task<bool> first = store.CallAsync(_ => held.Wait(TimeSpan.FromSeconds(60)), None);
        Task<bool>[] good = [.. Enumerable.Range(1, 10).Select(number => store.BeginAsync(Checkpoints.Epoch(token, number), None))];
        Task<bool> bad = store.CallAsync<bool>(static _ => throw new InvalidOperationException("of the test"), None);
        using var cancellation = new CancellationTokenSource();
        Task<bool> given = store.BeginAsync(Checkpoints.Epoch(token, 99), cancellation.Token);
        Task<bool>[] more = [.. Enumerable.Range(11, 10).Select(number => store.BeginAsync(Checkpoints.Epoch(token, number), None))];
        await cancellation.CancelAsync();
        held.Set();

        Assert.True(await first);
        Assert.All(await Task.WhenAll([.. good, .. more]), Assert.True);
        Assert.Equal("of the test", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), (await store.ListAsync(None)).Select(record => record.Id.Number));
    }

    [Fact]
    public async Task What_waits_when_the_store_is_disposed_is_carried_out_and_what_comes_later_refused()
    {
        SqliteCheckpointStore store = Open();
        FencingToken token = await store.AcquireAsync(0, 1, None);
        Task<bool>[] calls = [.. Enumerable.Range(1, 200).Select(number => store.BeginAsync(Checkpoints.Epoch(token, number), None))];
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(calls), Assert.True);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadHeadAsync(None));
        await store.DisposeAsync();
        await using SqliteCheckpointStore again = Open();
        Assert.Equal(200, (await again.ListAsync(None)).Length);
    }

    private static async Task<EpochId> CommitAsync(SqliteCheckpointStore store)
    {
        FencingToken token = await store.AcquireAsync(0, 1, None);
        EpochId epoch = Checkpoints.Epoch(token, 1);
        Blob blob = Checkpoints.Fill(Checkpoints.Group(epoch, 1));
        await store.WriteAsync([blob], None);
        Assert.Equal(FlipOutcome.Committed, await store.FlipAsync(Checkpoints.Manifest(epoch, null, blob), None));
        return epoch;
    }

    private static string? BlobProblem(Manifest? manifest, ReadOnlyMemory<byte>? content) => manifest!.Blobs.Single().Problem(content);

    private SqliteCheckpointStore Open() => SqliteCheckpointStore.Open(_directory.Path, SecondProcess.Topology);

    /// <summary>Changes the file from outside.</summary>
    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_directory.File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
