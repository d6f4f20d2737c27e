using TopoGen.Runtime.Tests.State;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

public sealed class TaskCheckpointTests
{
    private static readonly FencingToken Token = new(1, 17);

    [Fact]
    public void Chains_stay_short_and_few_captures_write_groups_in_full()
    {
        const int keyGroups = 64;
        const int keys = 64 * 40;
        const int epochs = 400;
        var task = new KeptTask();
        TaskState state = task.State(keyGroups);
        var checkpoint = new TaskCheckpoint(new TaskId("Kept", 0, 1), 1, state);
        for (int key = 0; key < keys; key++)
        {
            task.Totals.GetOrAdd($"key {key}") = 0;
        }

        var store = new Dictionary<BlobName, byte[]>();
        int walks = 0;
        long written = 0;
        long changed = 0;
        TaskEntry last = null!;
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            // A few of each group, as a busy topology has it.
            for (int key = epoch % 16; key < keys; key += 16)
            {
                task.Totals.GetOrAdd($"key {key}") += epoch;
                changed++;
            }

            TaskContribution contribution = checkpoint.Capture(Checkpoints.Epoch(Token, epoch), hasEnded: false);
            foreach (Blob blob in contribution.Blobs)
            {
                store.Add(blob.Name, blob.Content.ToArray());
            }

            written += contribution.Entry.Groups.Sum(g => g.Chain.Where(b => b.Name.Epoch.Number == epoch).Sum(b => b.Count));
            walks += contribution.Entry.Groups.Any(g => epoch > 1 && g.Chain is [var first] && first.Name.Epoch.Number == epoch) ? 1 : 0;
            last = contribution.Entry;
            contribution.Capture.Dispose();
        }

        Assert.All(last.Groups, g => Assert.InRange(g.Chain.Length, 1, 32));
        Assert.InRange(walks, 1, epochs / 4);
        Assert.InRange(written, changed, 2 * changed);

        var restored = new KeptTask();
        var loaded = new TaskCheckpoint(new TaskId("Kept", 0, 2), 1, restored.State(keyGroups));
        foreach (GroupEntry group in last.Groups)
        {
            loaded.Load(group, b => store[b.Name]);
        }

        Assert.Equal(task.Content(), restored.Content());
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10_000, false)]
    public void Fields_that_have_not_changed_are_not_written_again_where_they_are_few(int length, bool isKept)
    {
        var task = new KeptTask { Name = new string('x', length) };
        var checkpoint = new TaskCheckpoint(new TaskId("Kept", 0, 1), 1, task.State());
        TaskContribution first = checkpoint.Capture(Checkpoints.Epoch(Token, 1), hasEnded: false);
        TaskContribution second = checkpoint.Capture(Checkpoints.Epoch(Token, 2), hasEnded: false);
        var restored = new TaskCheckpoint(new TaskId("Kept", 0, 2), 1, new KeptTask().State());
        restored.Load(second.Entry.Fields!.Value, _ => first.Blobs.Single().Content);
        TaskContribution third = restored.Capture(Checkpoints.Epoch(Token, 3), hasEnded: false);

        Assert.Equal(isKept ? 0 : 1, second.Blobs.Length);
        Assert.Equal(isKept ? 0 : 1, third.Blobs.Length);
        Assert.Equal(isKept, first.Entry.Fields == third.Entry.Fields);

        task.Count++;
        Assert.Single(checkpoint.Capture(Checkpoints.Epoch(Token, 4), hasEnded: false).Blobs);
    }

    [Fact]
    public void What_was_frozen_is_captured_until_it_is_thawed()
    {
        var task = new KeptTask { Count = 1 };
        var checkpoint = new TaskCheckpoint(new TaskId("Kept", 0, 1), 1, task.State());
        var written = new Dictionary<BlobName, byte[]>();

        checkpoint.Freeze();
        task.Count = 2;
        Assert.Equal(1, Captured(1));
        Assert.Equal(1, Captured(2));

        checkpoint.Thaw();
        Assert.Equal(2, Captured(3));

        checkpoint.Freeze();
        task.Count = 3;
        checkpoint.TakeBack();
        Assert.Equal(2, task.Count);
        Assert.Equal(2, Captured(4));

        long Captured(long epoch)
        {
            TaskContribution contribution = checkpoint.Capture(Checkpoints.Epoch(Token, epoch), hasEnded: false);
            var read = new KeptTask();
            foreach (Blob blob in contribution.Blobs)
            {
                written[blob.Name] = blob.Content.ToArray();
            }

            BlobReference fields = contribution.Entry.Fields!.Value;
            Assert.Null(fields.Problem(written[fields.Name]));
            read.State().LoadFields(written[fields.Name]);
            contribution.Capture.Dispose();
            return read.Count;
        }
    }
}
