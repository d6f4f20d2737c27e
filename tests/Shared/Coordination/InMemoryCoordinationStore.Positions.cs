using System.Collections.Immutable;
using TopoGen.Runtime;

namespace TopoGen.Tests;

/// <content>Reservations of positions.</content>
internal sealed partial class InMemoryCoordinationStore
{
    public Task<PositionRecord?> TakePositionAsync(string run, TaskId task, CancellationToken cancellation)
        => Call<PositionRecord?>(cancellation, d =>
        {
            (PositionRecord record, long reached) = d.Positions.GetValueOrDefault((task.Component, task.Index));
            if (d.Run?.Id != run || record.Incarnation > task.Incarnation)
            {
                return d.Refuse<PositionRecord?>("take", null);
            }

            if (record.Incarnation < task.Incarnation)
            {
                record = new PositionRecord(task.Incarnation, record.Limit, record.Skipped + record.Limit - reached);
                d.Positions[(task.Component, task.Index)] = (record, record.Limit);
            }

            return record;
        });

    public Task<bool> ReservePositionAsync(string run, TaskId task, long reached, long limit, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id != run
                || !d.Positions.TryGetValue((task.Component, task.Index), out (PositionRecord Record, long Reached) held)
                || held.Record.Incarnation != task.Incarnation)
            {
                return d.Refuse("reserve", false);
            }

            d.Positions[(task.Component, task.Index)] =
                (held.Record with { Limit = Math.Max(held.Record.Limit, limit) }, Math.Max(held.Reached, reached));
            return true;
        });

    public Task<bool> ReleasePositionAsync(string run, TaskId task, long position, long limit, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id != run
                || !d.Positions.TryGetValue((task.Component, task.Index), out (PositionRecord Record, long Reached) held)
                || held.Record.Incarnation != task.Incarnation)
            {
                return d.Refuse("reserve", false);
            }

            if (limit == held.Record.Limit && position < limit && position >= held.Reached)
            {
                d.Positions[(task.Component, task.Index)] = (held.Record with { Limit = position }, position);
            }

            return true;
        });
}
