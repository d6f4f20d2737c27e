using TopoGen.Runtime.Tests.State;
using TopoGen.Tests;
using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Checkpointing;

/// <summary>What tasks hold already when they begin from an epoch: those that ran until then, and standbys.</summary>
public sealed class HeldStateTests(ITestOutputHelper output)
{
    private static readonly FencingToken Token = new(1, 17);

    /// <summary>A task runs, and is rewound again and again to one of the last epochs; beside it a standby follows some of the epochs. Both know what a fresh one knows that loads all.</summary>
    [Fact]
    public void What_is_taken_over_and_followed_is_what_the_epoch_has()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var history = new EpochsOfATask();
        var model = new TableModel(random, distinctKeys: 300);
        Life active = Life.New();
        Life standby = Life.New();
        int rewinds = 0;
        for (int step = 0; step < 200; step++)
        {
            for (int change = random.Next(200); change > 0; change--)
            {
                model.Step(active.Task);
            }

            active.Task.Count = step;
            history.Add(active, model);
            if (random.Next(3) == 0)
            {
                history.Bring(standby, random.Next(8) == 0 ? random.Next(history.Count) : history.Count - 1);
            }

            if (random.Next(4) == 0)
            {
                // It has done something since, and some of that is in epochs that are given up.
                for (int change = random.Next(20); change > 0; change--)
                {
                    model.Step(active.Task);
                }

                int epoch = Math.Max(0, history.Count - 1 - random.Next(3));
                Life next = random.Next(4) == 0 ? standby : Life.New();
                if (!ReferenceEquals(next, standby))
                {
                    active.Checkpoint.Retire();
                    next.Checkpoint.Adopt(active.Checkpoint);
                }
                else
                {
                    standby = Life.New();
                }

                history.Bring(next, epoch);
                history.GoBack(epoch);
                active = next;
                model = history.ModelOf(epoch);
                rewinds++;
            }
        }

        Assert.InRange(rewinds, 10, 200);
    }

    [Fact]
    public void Standby_that_follows_each_epoch_reads_only_what_is_new()
    {
        var history = new EpochsOfATask();
        var model = new TableModel(new Random(7), distinctKeys: 300);
        Life active = Life.New();
        Life standby = Life.New();
        int read = 0;
        for (int epoch = 0; epoch < 40; epoch++)
        {
            model.Step(active.Task);
            history.Add(active, model);
            read += history.Bring(standby, epoch);
        }

        // A capture that is not followed by a chain that begins anew changes a group or two, and the fields never do.
        Assert.InRange(read, 10, history.Written + 1);
    }

    [Fact]
    public void Survivor_reads_only_groups_that_have_changed_since()
    {
        var history = new EpochsOfATask();
        var model = new TableModel(new Random(7), distinctKeys: 300);
        Life active = Life.New();
        for (int change = 0; change < 1000; change++)
        {
            model.Step(active.Task);
        }

        history.Add(active, model);
        active.Task.Totals.GetOrAdd("one more") = 1;
        active.Checkpoint.Retire();
        Life next = Life.New();
        next.Checkpoint.Adopt(active.Checkpoint);

        Assert.Equal(1, history.Bring(next, 0));
    }

    /// <summary>A task with another number of tasks beside it has other groups: those that it had are kept, and no others.</summary>
    [Fact]
    public void Groups_of_others_are_dropped()
    {
        var history = new EpochsOfATask();
        var model = new TableModel(new Random(7), distinctKeys: 300);
        Life active = Life.New();
        for (int change = 0; change < 1000; change++)
        {
            model.Step(active.Task);
        }

        history.Add(active, model);
        active.Checkpoint.Retire();
        Life next = Life.New();
        next.Checkpoint.Adopt(active.Checkpoint);
        GroupEntry[] half = [.. history.Entry(0).Groups.Where(g => g.Group < KeptTask.KeyGroups / 2)];
        next.Checkpoint.Drop(half);

        Assert.All(half, g => Assert.Equal(g.Chain.Length, next.Checkpoint.Held(g)));
        Assert.NotEmpty(next.Task.Content());
        foreach ((string key, long _) in next.Task.Totals)
        {
            Assert.InRange(KeyGroup.Of(TextKey.Hash(key), KeptTask.KeyGroups), 0, (KeptTask.KeyGroups / 2) - 1);
        }

        Assert.Equal(
            model.Content().Count(c => !char.IsDigit(c.Key[0]) && KeyGroup.Of(TextKey.Hash(c.Key), KeptTask.KeyGroups) < KeptTask.KeyGroups / 2),
            next.Task.Totals.Count);
    }

    private sealed record Life(KeptTask Task, TaskCheckpoint Checkpoint)
    {
        public static Life New()
        {
            var task = new KeptTask();
            return new Life(task, new TaskCheckpoint(new TaskId("Kept", 0, 1), 1, task.State()));
        }
    }

    /// <summary>What was captured, epoch by epoch.</summary>
    private sealed class EpochsOfATask
    {
        private readonly Dictionary<BlobName, byte[]> _store = [];
        private readonly List<(TaskEntry Entry, TableModel Model, long Fields)> _epochs = [];
        private int _number;

        public int Count => _epochs.Count;

        /// <summary>Blobs of all epochs.</summary>
        public int Written => _store.Count;

        public TaskEntry Entry(int epoch) => _epochs[epoch].Entry;

        public TableModel ModelOf(int epoch) => _epochs[epoch].Model.Copy();

        public void Add(Life life, TableModel model)
        {
            TaskContribution contribution = life.Checkpoint.Capture(Checkpoints.Epoch(Token, ++_number), hasEnded: false);
            foreach (Blob blob in contribution.Blobs)
            {
                _store.Add(blob.Name, blob.Content.ToArray());
            }

            contribution.Capture.Dispose();
            _epochs.Add((contribution.Entry, model.Copy(), life.Task.Count));
        }

        public void GoBack(int epoch) => _epochs.RemoveRange(epoch + 1, _epochs.Count - epoch - 1);

        /// <summary>Brings a life to an epoch, and looks whether it is there.</summary>
        /// <returns>How many blobs were read for it.</returns>
        public int Bring(Life life, int epoch)
        {
            int read = 0;
            (TaskEntry entry, TableModel model, long fields) = _epochs[epoch];
            life.Checkpoint.Drop(entry.Groups);
            life.Checkpoint.Load(entry.Fields!.Value, Read);
            foreach (GroupEntry group in entry.Groups)
            {
                life.Checkpoint.Load(group, Read);
            }

            Assert.Equal(model.Content(), life.Task.Content());
            Assert.Equal(fields, life.Task.Count);
            return read;

            ReadOnlyMemory<byte> Read(BlobReference blob)
            {
                read++;
                return _store[blob.Name];
            }
        }
    }
}
