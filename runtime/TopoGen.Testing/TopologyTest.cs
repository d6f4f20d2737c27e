using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>
/// Runs a topology under test: the real engine, on the test's own thread and in a time of its own. Tuples are fed in place of spouts,
/// time passes when the test says so, what any output emitted can be read, and so can state. Equal tests give equal runs.
/// </summary>
/// <example>
/// <code>
/// using var test = TopologyTest.Of&lt;WordCount&gt;();
/// test.Feed&lt;WordCount.Lines, Text&gt;(new Text("to be or not to be"));
/// Assert.Equal(2, test.State&lt;WordCount.Tally, string, long&gt;()["be"]);
/// </code>
/// </example>
/// <remarks>
/// Every call runs whatever can happen until nothing is left to do at this time. Components see the time through
/// <see cref="TaskContext.Time"/>, and an injected <see cref="TimeProvider"/> is the same. Work that a component does on other threads is not
/// part of the run: <see cref="WaitFor"/> waits for it. One thread at a time.
/// </remarks>
public sealed class TopologyTest : IDisposable
{
    /// <summary>So many steps without time passing are more than any test has: something goes round and round.</summary>
    private const int MostSteps = 10_000_000;

    private readonly TopologyTestOptions _options;
    private readonly TestSetup _setup;
    private readonly TopologyPlan _plan;
    private readonly Simulator _simulator;
    private readonly FailureList _failures = new();
    private TestProcess? _process;
    private int _shown;

    private TopologyTest(TopologyDefinition definition, TopologyTestOptions options)
    {
        _options = options;
        _setup = new TestSetup(definition, options);
        foreach (string spout in _setup.Inputs.Keys)
        {
            options.Engine.Components.TryAdd(spout, 1);
        }

        _plan = TopologyPlan.Create(_setup.Definition, options.Engine);
        bool runsSpouts = _setup.Inputs.Count < definition.Components.Count(c => c.Kind == ComponentKind.Spout);

        // Else one that always has more would keep the time from passing.
        _simulator = new Simulator(options.Seed, runsSpouts ? TimeSpan.FromMicroseconds(1) : TimeSpan.Zero);
        Begin();
    }

    /// <summary>The wall clock.</summary>
    public DateTimeOffset Now => _options.Start + _simulator.Now;

    /// <summary>The topology's clock, for what the test builds itself.</summary>
    public TimeProvider Time => Process.Process.Clock;

    /// <summary>Where components' constructors took their arguments from.</summary>
    public IServiceProvider Services => Process.Services;

    /// <summary>What components threw so far.</summary>
    public IReadOnlyList<TopologyTestFailure> Failures => _failures.Failures;

    /// <summary>Whether all input is over and processed: see <see cref="EndInput"/>.</summary>
    public bool IsOver => Process.Run.IsCompleted;

    /// <summary>The number of the last committed epoch, where the topology keeps its state; 0 before the first.</summary>
    public long Epoch => Process.Epoch;

    private TestProcess Process
        => _process ?? throw new InvalidOperationException("The topology was crashed; call Restart, or nothing of it is there.");

    /// <summary>Starts a topology. Its components are open when this returns.</summary>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="TopologyTestException">The options name something that the topology has not.</exception>
    /// <exception cref="TopologyInputException">The topology cannot start; the message says why.</exception>
    public static TopologyTest Of<TTopology>(Action<TopologyTestOptions>? configure = null)
        where TTopology : ITopology<TTopology>
    {
        var options = new TopologyTestOptions();
        configure?.Invoke(options);
        return new TopologyTest(TTopology.Definition, options);
    }

    /// <summary>Emits tuples in place of a spout, one after another, and lets the topology process them.</summary>
    /// <typeparam name="TSpout">The spout.</typeparam>
    /// <typeparam name="TTuple">A tuple type that it emits on one stream.</typeparam>
    /// <exception cref="TopologyTestException">The spout does not emit that, or a component failed.</exception>
    public void Feed<TSpout, TTuple>(params ReadOnlySpan<TTuple> tuples)
        where TSpout : class, IComponent<TSpout>
        where TTuple : IStreamTuple<TTuple>
        => Feed<TSpout, TTuple>(null, null, tuples);

    /// <inheritdoc cref="Feed{TSpout, TTuple}(ReadOnlySpan{TTuple})"/>
    /// <param name="stream">The stream, of several that have the same tuple type.</param>
    /// <param name="tuples">The tuples.</param>
    public void FeedStream<TSpout, TTuple>(string stream, params ReadOnlySpan<TTuple> tuples)
        where TSpout : class, IComponent<TSpout>
        where TTuple : IStreamTuple<TTuple>
        => Feed<TSpout, TTuple>(stream, null, tuples);

    /// <inheritdoc cref="Feed{TSpout, TTuple}(ReadOnlySpan{TTuple})"/>
    /// <param name="task">The index of the receiving task, for a direct stream.</param>
    /// <param name="tuples">The tuples.</param>
    public void FeedTask<TSpout, TTuple>(int task, params ReadOnlySpan<TTuple> tuples)
        where TSpout : class, IComponent<TSpout>
        where TTuple : IStreamTuple<TTuple>
        => Feed<TSpout, TTuple>(null, task, tuples);

    /// <summary>Emits a view in place of a spout, and lets the topology process it.</summary>
    /// <typeparam name="TSpout">The spout.</typeparam>
    /// <typeparam name="TView">A view that it emits on one stream.</typeparam>
    /// <param name="view">The view; its bytes are copied.</param>
    /// <param name="stream">The stream, of several that have the same tuple type.</param>
    /// <param name="task">The index of the receiving task, for a direct stream.</param>
    /// <exception cref="TopologyTestException">The spout does not emit that, or a component failed.</exception>
    public void FeedView<TSpout, TView>(scoped in TView view, string? stream = null, int? task = null)
        where TSpout : class, IComponent<TSpout>
        where TView : IStreamTuple<TView>, allows ref struct
    {
        int output = OutputOf(TSpout.Definition.Name, typeof(TView), stream, task);
        byte[] bytes = EncodedView.Of(in view);
        InputOf(TSpout.Definition.Name).Add(output, port =>
        {
            TView fed = EncodedView.Read<TView>(bytes);
            Send(port, task, in fed);
        });
        Look();
    }

    /// <summary>Says that a fed spout has no more. When all have, tasks run their <c>End</c> hooks, and the topology is over.</summary>
    /// <exception cref="TopologyTestException">There is no such spout, or it runs by itself.</exception>
    public void EndInput<TSpout>()
        where TSpout : class, IComponent<TSpout>
    {
        InputOf(TSpout.Definition.Name).IsOver = true;
        Look();
    }

    /// <summary>Says that no fed spout has any more.</summary>
    public void EndInput()
    {
        foreach (FedInput input in _setup.Inputs.Values)
        {
            input.IsOver = true;
        }

        Look();
    }

    /// <summary>Lets time pass, with all that happens in it: ticks, waiting spouts, epochs.</summary>
    /// <exception cref="TopologyTestException">A component failed.</exception>
    public void Advance(TimeSpan time)
    {
        _simulator.Advance(time);
        Settle();
    }

    /// <summary>Lets time pass until all spouts have come to their end and everything is processed.</summary>
    /// <param name="limit">The longest time that may pass; an hour where nothing is said.</param>
    /// <exception cref="TopologyTestException">It did not come to its end in that time, or a component failed.</exception>
    public void RunToEnd(TimeSpan? limit = null)
    {
        TimeSpan most = limit ?? TimeSpan.FromHours(1);
        bool isOver = _simulator.RunUntil(() => IsOver, most);
        Settle();
        if (!isOver)
        {
            string open = TestNames.Join(_setup.Inputs.Where(i => !i.Value.IsOver).Select(i => i.Key));
            throw new TopologyTestException(
                $"The topology did not come to its end in {Duration.Text(most)}"
                + (open.Length > 0 ? $": the input of {open} is not over; call EndInput." : "."));
        }
    }

    /// <summary>What a component emitted since the last call, in order.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <typeparam name="TTuple">The tuple type.</typeparam>
    /// <param name="stream">The stream, of several that have the same tuple type.</param>
    /// <exception cref="TopologyTestException">The component does not emit that.</exception>
    public IReadOnlyList<TTuple> Read<TComponent, TTuple>(string? stream = null)
        where TComponent : class, IComponent<TComponent>
        where TTuple : IStreamTuple<TTuple>
    {
        ComponentDefinition component = _setup.Names.Component(TComponent.Definition.Name);
        return _setup.TapOf<TupleTap<TTuple>>(component, _setup.Names.Output(component, typeof(TTuple), stream)).Take();
    }

    /// <summary>What a component emitted in views since the last call, in order.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <typeparam name="TView">The view.</typeparam>
    /// <typeparam name="TResult">What is made of each.</typeparam>
    /// <param name="read">Called with each view, which is gone when it returns.</param>
    /// <param name="stream">The stream, of several that have the same tuple type.</param>
    /// <exception cref="TopologyTestException">The component does not emit that.</exception>
    public IReadOnlyList<TResult> ReadViews<TComponent, TView, TResult>(ViewReader<TView, TResult> read, string? stream = null)
        where TComponent : class, IComponent<TComponent>
        where TView : IStreamTuple<TView>, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(read);
        ComponentDefinition component = _setup.Names.Component(TComponent.Definition.Name);
        var results = new List<TResult>();
        foreach (byte[] bytes in _setup.TapOf<ViewTap<TView>>(component, _setup.Names.Output(component, typeof(TView), stream)).Take())
        {
            TView view = EncodedView.Read<TView>(bytes);
            results.Add(read(in view));
        }

        return results;
    }

    /// <summary>A per-key state of a component: a copy of it, of all its tasks.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <typeparam name="TKey">The type of its key.</typeparam>
    /// <typeparam name="TValue">The type of its value.</typeparam>
    /// <param name="name">The state's name, of several that have the same types.</param>
    /// <exception cref="TopologyTestException">The component has no such state.</exception>
    public IReadOnlyDictionary<TKey, TValue> State<TComponent, TKey, TValue>(string? name = null)
        where TComponent : class, IComponent<TComponent>
        where TKey : notnull
    {
        ComponentDefinition component = _setup.Names.Component(TComponent.Definition.Name);
        return StateReader.Read<TKey, TValue>(component, TasksOf(component).Select(c => c.Task), name);
    }

    /// <summary>The object of one of a component's tasks.</summary>
    /// <exception cref="TopologyTestException">There is no such task.</exception>
    public TComponent Component<TComponent>(int task = 0)
        where TComponent : class, IComponent<TComponent>
    {
        ComponentDefinition component = _setup.Names.Component(TComponent.Definition.Name);
        TaskCell[] tasks = [.. TasksOf(component)];
        TaskCell cell = tasks.FirstOrDefault(c => c.Index == task)
            ?? throw new TopologyTestException($"'{component.Name}' has no task {task}; it has {tasks.Length} tasks, from 0.");
        return cell.Task.Component as TComponent
            ?? throw new TopologyTestException($"'{component.Name}' is fed by the test, and nothing of it is built; leave it to itself with options.RunSpout<{component.Name}>().");
    }

    /// <summary>
    /// Kills the process, as <c>kill -9</c> does: nothing of it goes on, and no hook is called. Epochs that were committed are kept, and so
    /// is what was fed.
    /// </summary>
    public void Crash()
    {
        Process.Process.Kill();
        Process.Dispose();
        _process = null;
    }

    /// <summary>
    /// Starts another process after <see cref="Crash"/>, from the last committed epoch where the topology keeps its state: what was fed since
    /// is processed again. A topology that delivers at most once begins with empty state, behind what was fed.
    /// </summary>
    public void Restart()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("The topology runs; call Crash first.");
        }

        Begin();
        Settle();
    }

    /// <summary>
    /// Waits, in real time, for work that components do on other threads, such as calls of a real server. Runs with it are not repeated
    /// exactly: what comes from outside comes when it comes.
    /// </summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="limit">How long; 10 s where nothing is said.</param>
    /// <exception cref="TimeoutException">It did not happen.</exception>
    public void WaitFor(Func<bool> condition, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        TimeSpan left = limit ?? TimeSpan.FromSeconds(10);
        long begun = TimeProvider.System.GetTimestamp();
        Settle();
        while (!condition())
        {
            TimeSpan rest = left - TimeProvider.System.GetElapsedTime(begun);
            if (rest <= TimeSpan.Zero)
            {
                throw new TimeoutException($"It did not happen in {Duration.Text(left)}; {Process.CallsUnderWay} asynchronous calls are under way.");
            }

            _simulator.AwaitOthers(rest < TimeSpan.FromMilliseconds(10) ? rest : TimeSpan.FromMilliseconds(10));
            Settle();
        }
    }

    /// <summary>Ends the topology: components are closed and disposed of.</summary>
    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Abort();
            _simulator.RunReady(MostSteps);
            process.Dispose();
            _process = null;
        }
    }

    private void Feed<TSpout, TTuple>(string? stream, int? task, ReadOnlySpan<TTuple> tuples)
        where TSpout : class, IComponent<TSpout>
        where TTuple : IStreamTuple<TTuple>
    {
        FedInput input = InputOf(TSpout.Definition.Name);
        int output = OutputOf(TSpout.Definition.Name, typeof(TTuple), stream, task);
        foreach (TTuple tuple in tuples)
        {
            TTuple fed = tuple;
            input.Add(output, port => Send(port, task, in fed));
        }

        Look();
    }

    private static void Send<TTuple>(OutputPort port, int? task, scoped in TTuple tuple)
        where TTuple : allows ref struct
    {
        if (task is { } receiver)
        {
            ((DirectOutput<TTuple>)port).Send(receiver, in tuple);
        }
        else
        {
            ((Output<TTuple>)port).Send(in tuple);
        }
    }

    /// <summary>The index of what a fed spout emits to.</summary>
    private int OutputOf(string name, Type tuple, string? stream, int? task)
    {
        ComponentDefinition spout = _setup.Names.Spout(name);
        int output = _setup.Names.Output(spout, tuple, stream);
        if (spout.Outputs[output].Direct != task is not null)
        {
            throw new TopologyTestException(
                task is null
                    ? $"Stream '{spout.Outputs[output].Name}' of '{spout.Name}' is direct; say which task receives with FeedTask."
                    : $"Stream '{spout.Outputs[output].Name}' of '{spout.Name}' is not direct; groupings choose the task: use Feed.");
        }

        return output;
    }

    private FedInput InputOf(string spout)
        => _setup.Inputs.TryGetValue(_setup.Names.Spout(spout).Name, out FedInput? input)
            ? input
            : throw new TopologyTestException($"Spout '{spout}' runs by itself; to feed it, leave RunSpout<{spout}>() and RunSpouts() out of the options.");

    private IEnumerable<TaskCell> TasksOf(ComponentDefinition component)
        => Process.Cells.Where(c => c.Definition.Name == component.Name).OrderBy(c => c.Index);

    private void Begin()
    {
        _process = new TestProcess(_simulator, _plan, _options, _setup, _failures);
        Settle();
        _process.Activate();
    }

    /// <summary>Spouts that found nothing would look again later only: there is something for them now.</summary>
    private void Look()
    {
        foreach (TaskCell cell in Process.Cells)
        {
            (cell.Polled as SpoutUnit)?.LookAgain();
            cell.Executor.Wake();
        }

        Settle();
    }

    /// <summary>Runs what can happen now.</summary>
    private void Settle()
    {
        if (!_simulator.RunReady(MostSteps))
        {
            throw new TopologyTestException(
                $"The topology did not come to rest in {MostSteps:N0} steps; where a spout always has more, let time pass with Advance.\n{_simulator.Trace}");
        }

        if (_process is { Run: { IsFaulted: true } run })
        {
            Exception failure = run.Exception!.InnerException!;
            throw failure is TopologyInputException or TopologyTestException
                ? failure
                : new TopologyTestException(failure.Message, failure.InnerException ?? failure);
        }

        if (_failures.Failures.Count > _shown && !_options.ToleratesFailures)
        {
            TopologyTestFailure failure = _failures.Failures[_shown];
            _shown = _failures.Failures.Count;
            throw new TopologyTestException($"{failure.Message} (where that is expected, set ToleratesFailures)", failure.Exception);
        }
    }
}
