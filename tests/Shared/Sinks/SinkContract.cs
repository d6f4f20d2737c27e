namespace TopoGen.Tests;

/// <summary>What every sink promises. Derive a class for each.</summary>
public abstract class SinkContract<TCommand>
{
    private static readonly SinkTask Task0 = new("orders", "Totals", 0, 2);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_task_that_has_applied_nothing_has_no_stamp()
        => Assert.Null(await Create().ReadStampAsync(Task0, None));

    [Fact]
    public async Task A_chunk_is_applied_in_order_and_leaves_its_stamp()
    {
        ISink<TCommand> sink = Create();
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 2), Commands(1, 2, 3), None);
        await sink.ApplyAsync(Task0, Stamp(1, 1, 2), Stamp(1, 2, 2), Commands(4, 5), None);
        await sink.ApplyAsync(Task0, Stamp(1, 2, 2), Stamp(3, 1, 1), Commands(6), None);

        Assert.Equal(Stamp(3, 1, 1), await sink.ReadStampAsync(Task0, None));
        Assert.Equal([1, 2, 3, 4, 5, 6], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_chunk_that_comes_again_changes_nothing()
    {
        ISink<TCommand> sink = Create();
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 1), Commands(1, 2), None);
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 1), Commands(1, 2), None);
        await Create().ApplyAsync(Task0, Stamp(9, 1, 1), Stamp(1, 1, 1), Commands(1, 2), None);

        Assert.Equal(Stamp(1, 1, 1), await sink.ReadStampAsync(Task0, None));
        Assert.Equal([1, 2], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_caller_that_expects_another_stamp_is_refused_and_changes_nothing()
    {
        ISink<TCommand> sink = Create();
        await Assert.ThrowsAsync<SinkReplacedException>(() => sink.ApplyAsync(Task0, Stamp(1, 1, 1), Stamp(2, 1, 1), Commands(1), None).AsTask());
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 1), Commands(2), None);
        await Assert.ThrowsAsync<SinkReplacedException>(() => sink.ApplyAsync(Task0, null, Stamp(2, 1, 1), Commands(3), None).AsTask());
        await Assert.ThrowsAsync<SinkReplacedException>(
            () => sink.ApplyAsync(Task0, Stamp(1, 1, 1) with { Lineage = 7 }, Stamp(2, 1, 1), Commands(4), None).AsTask());

        Assert.Equal(Stamp(1, 1, 1), await sink.ReadStampAsync(Task0, None));
        Assert.Equal([2], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_run_that_begins_anew_goes_on_from_the_stamp_of_the_one_before()
    {
        await Create().ApplyAsync(Task0, null, Stamp(40, 1, 1), Commands(1), None);
        ISink<TCommand> sink = Create();
        SinkStamp first = Stamp(1, 1, 1) with { Lineage = ulong.MaxValue, Generation = 9 };
        await sink.ApplyAsync(Task0, await sink.ReadStampAsync(Task0, None), first, Commands(2), None);

        Assert.Equal(first, await Create().ReadStampAsync(Task0, None));
        Assert.Equal([1, 2], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task Tasks_have_stamps_of_their_own()
    {
        ISink<TCommand> sink = Create();
        SinkTask[] tasks =
        [
            Task0, Task0 with { Index = 1 }, Task0 with { Parallelism = 3 }, Task0 with { Component = "Others" }, Task0 with { Topology = "others" },
        ];
        for (int task = 0; task < tasks.Length; task++)
        {
            await sink.ApplyAsync(tasks[task], null, Stamp(task + 1, 1, 1), Commands(task), None);
        }

        for (int task = 0; task < tasks.Length; task++)
        {
            Assert.Equal(Stamp(task + 1, 1, 1), await sink.ReadStampAsync(tasks[task], None));
        }
    }

    [Fact]
    public async Task A_chunk_without_commands_moves_the_stamp()
    {
        ISink<TCommand> sink = Create();
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 1), Commands(), None);

        Assert.Equal(Stamp(1, 1, 1), await sink.ReadStampAsync(Task0, None));
        Assert.Empty(await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_stamp_goes_back_where_it_is_the_one_that_is_expected()
    {
        ISink<TCommand> sink = Create();
        await sink.ApplyAsync(Task0, null, Stamp(1, 1, 1), Commands(1), None);
        await sink.ApplyAsync(Task0, Stamp(1, 1, 1), Stamp(3, 1, 1), Commands(2), None);
        await Assert.ThrowsAsync<SinkReplacedException>(() => sink.RewindAsync(Task0, Stamp(2, 1, 1), Stamp(1, 2, 2), None).AsTask());
        await sink.RewindAsync(Task0, Stamp(3, 1, 1), Stamp(1, 2, 2), None);
        await sink.RewindAsync(Task0, Stamp(3, 1, 1), Stamp(1, 2, 2), None);
        Assert.Equal(Stamp(1, 2, 2), await Create().ReadStampAsync(Task0, None));
        await sink.ApplyAsync(Task0, Stamp(1, 2, 2), Stamp(2, 1, 1) with { Generation = 4 }, Commands(3), None);

        Assert.Equal(TakesBack ? [1, 3] : [1, 2, 3], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task Of_several_callers_at_once_one_comes_through()
    {
        Task<bool>[] callers = [.. Enumerable.Range(1, 8).Select(caller => Task.Run(() => TryAsync(caller)))];
        bool[] came = await Task.WhenAll(callers);

        int winner = Assert.Single(Enumerable.Range(1, 8), caller => came[caller - 1]);
        Assert.Equal([winner], await AppliedAsync(Task0));

        async Task<bool> TryAsync(int caller)
        {
            try
            {
                await Create().ApplyAsync(Task0, null, Stamp(1, 1, 1) with { Lineage = (ulong)caller }, Commands(caller), None);
                return true;
            }
            catch (SinkReplacedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether it undoes what was applied behind the epoch to which it goes back.</summary>
    protected virtual bool TakesBack => false;

    /// <summary>Makes a sink; all that one test makes change the same thing.</summary>
    protected abstract ISink<TCommand> Create();

    /// <summary>A command by which its number is found again.</summary>
    protected abstract TCommand Command(int number);

    /// <summary>The numbers of all commands that were applied for a task, in order.</summary>
    protected abstract Task<IReadOnlyList<int>> AppliedAsync(SinkTask task);

    private static SinkStamp Stamp(long epoch, int chunk, int chunks) => new(0xfeedUL, 3, 0x0123456789abcdefUL, epoch, chunk, chunks);

    private IReadOnlyList<TCommand> Commands(params int[] numbers) => [.. numbers.Select(Command)];
}
