using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime;

/// <summary>Everything that runs, built and linked from a plan: tasks, channels, executors with their work units.</summary>
internal sealed class EngineGraph(ImmutableArray<Executor> executors, ImmutableArray<TaskCell> cells) : IDisposable
{
    public static readonly EngineGraph Empty = new([], []);

    public ImmutableArray<Executor> Executors => executors;

    public ImmutableArray<TaskCell> Cells => cells;

    /// <summary>Tuples that wait in rings, or that asynchronous calls have not finished.</summary>
    public long Pending => cells.Sum(c => c.Queues.Sum(q => q.Pending) + (c.Calls?.InFlight ?? 0));

    /// <summary>Builds all components and links them.</summary>
    /// <exception cref="TopologyInputException">A component cannot use what it was given.</exception>
    /// <exception cref="TopologyFailedException">A constructor threw.</exception>
    public static EngineGraph Build(TopologyEngine engine, IServiceProvider services)
    {
        TopologyPlan plan = engine.Plan;
        ImmutableArray<Executor> executors = [.. Enumerable.Range(0, plan.Executors).Select(i => new Executor(engine, i))];
        var cells = new Dictionary<(string Component, int Task), TaskCell>();
        try
        {
            foreach (Executor executor in executors)
            {
                foreach (TaskCell cell in Place(engine, executor))
                {
                    cell.Create(services);
                    executor.Cells.Add(cell);
                    cells.Add((cell.Component, cell.Index), cell);
                }

                executor.Separate();
            }
        }
        catch
        {
            foreach (TaskCell cell in cells.Values)
            {
                DisposeOf(cell, engine);
            }

            throw;
        }

        new Linker(plan, cells).Link();
        foreach (Executor executor in executors)
        {
            executor.Prepare();
        }

        return new EngineGraph(executors, [.. cells.Values]);
    }

    public void WakeAll()
    {
        foreach (Executor executor in executors)
        {
            executor.Wake();
        }
    }

    public ImmutableArray<ComponentSnapshot> Snapshot(TopologyPlan plan, TimeProvider time)
        => [.. plan.Components.Select(component => Snapshot(component, time))];

    public void Dispose()
    {
        foreach (Executor executor in executors)
        {
            executor.Dispose();
        }
    }

    /// <summary>The tasks of one executor, in topological order.</summary>
    private static IEnumerable<TaskCell> Place(TopologyEngine engine, Executor executor)
        => from component in engine.Plan.Components
           from task in Enumerable.Range(0, component.Parallelism)
           where component.Executors[task] == executor.Index
           select new TaskCell(engine, component, task, executor);

    /// <summary>The reason why the topology could not be built counts, not what follows from it.</summary>
    private static void DisposeOf(TaskCell cell, TopologyEngine engine)
    {
        try
        {
            cell.Close();
        }
        catch (Exception exception)
        {
            engine.Logger.LogError(exception, "{Task} could not be disposed of", cell.ToString());
        }
    }

    private ComponentSnapshot Snapshot(PlannedComponent component, TimeProvider time)
    {
        TaskCell[] tasks = [.. cells.Where(c => ReferenceEquals(c.Definition, component.Definition))];
        long samples = tasks.Sum(t => t.Samples.Count);
        long ticks = tasks.Sum(t => t.Samples.Ticks);
        return new ComponentSnapshot(
            component.Definition.Name,
            component.Parallelism,
            tasks.Sum(t => t.Emitted),
            tasks.Sum(t => t.Transferred),
            tasks.Sum(t => t.Executed),
            tasks.Sum(t => t.Failed),
            samples == 0 ? TimeSpan.Zero : time.GetElapsedTime(0, ticks / samples),
            tasks.SelectMany(t => t.Queues).Select(q => (double)q.Pending / q.Capacity).DefaultIfEmpty(0).Max());
    }
}
