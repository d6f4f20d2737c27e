using System.Collections.Immutable;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Checkpointing;

public sealed class RetentionTests
{
    private static readonly FencingToken Token = new(5, 50);

    [Fact]
    public void What_is_promised_is_three_epochs_and_a_minute()
    {
        Assert.Equal(3, Retention.Kept);
        Assert.Equal(TimeSpan.FromMinutes(1), CheckpointCollector.Age);
    }

    [Fact]
    public void An_empty_store_keeps_and_loses_nothing()
    {
        var retention = Retention.Decide(Token, null, []);

        Assert.Empty(retention.Committed);
        Assert.Empty(retention.Outdated);
        Assert.Empty(retention.Ended);
    }

    [Fact]
    public void The_last_three_committed_epochs_of_the_lineage_stay()
    {
        EpochRecord[] records =
        [
            .. Enumerable.Range(1, 3).Select(number => new EpochRecord(Checkpoints.Epoch(Token, number, lineage: 9), true)),
            .. Enumerable.Range(4, 6).Select(number => new EpochRecord(Checkpoints.Epoch(Token, number), true)),
        ];

        var retention = Retention.Decide(Token, new CheckpointHead(records[^1].Id, null), [.. records]);

        Assert.Equal([records[0].Id, records[1].Id, records[2].Id, records[3].Id, records[4].Id, records[5].Id], retention.Outdated.AsEnumerable());
        Assert.Equal(records.Select(record => record.Id), retention.Committed.AsEnumerable());
        Assert.Equal(records.Select(record => record.Id), retention.Ended.AsEnumerable());
    }

    [Fact]
    public void Fewer_epochs_than_three_all_stay()
    {
        EpochRecord[] records = [.. Enumerable.Range(1, 3).Select(number => new EpochRecord(Checkpoints.Epoch(Token, number), true))];

        Assert.Empty(Retention.Decide(Token, new CheckpointHead(records[^1].Id, null), [.. records]).Outdated);
    }

    [Fact]
    public void Attempts_have_ended_below_the_head_and_in_former_generations_only()
    {
        EpochId head = Checkpoints.Epoch(Token, 7);
        EpochId former = Checkpoints.Epoch(new FencingToken(4, 40), 8);
        EpochId below = Checkpoints.Epoch(Token, 6);
        EpochId current = Checkpoints.Epoch(Token, 8);
        EpochId fresh = Checkpoints.Epoch(Token, 1, lineage: 9);
        EpochId sameGeneration = Checkpoints.Epoch(Token with { Nonce = 51 }, 2);
        EpochId later = Checkpoints.Epoch(new FencingToken(6, 60), 1);
        EpochRecord[] records = [new(former, false), new(below, false), new(head, true), new(current, false), new(fresh, false), new(sameGeneration, false), new(later, false)];

        Assert.Equal([former, below, head], Retention.Decide(Token, new CheckpointHead(head, null), [.. records]).Ended.AsEnumerable());
        Assert.Equal([former], Retention.Decide(Token, null, [.. records.Where(record => !record.IsCommitted)]).Ended.AsEnumerable());
    }

    [Fact]
    public void What_was_committed_since_the_head_was_read_stays()
    {
        EpochRecord[] records = [.. Enumerable.Range(1, 4).Select(number => new EpochRecord(Checkpoints.Epoch(Token, number), true))];

        var retention = Retention.Decide(Token, new CheckpointHead(records[2].Id, null), [.. records]);

        Assert.Equal([records[0].Id], retention.Outdated.AsEnumerable());
    }

    [Fact]
    public void A_lineage_that_began_since_the_head_was_read_stays()
    {
        EpochId old = Checkpoints.Epoch(new FencingToken(4, 40), 8);
        EpochId fresh = Checkpoints.Epoch(Token, 1, lineage: 9);

        Assert.Empty(Retention.Decide(Token, new CheckpointHead(old, null), [new(old, true), new(fresh, true)]).Outdated);
        Assert.Equal([old], Retention.Decide(Token, new CheckpointHead(fresh, null), [new(old, true), new(fresh, true)]).Outdated.AsEnumerable());
    }
}
