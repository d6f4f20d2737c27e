namespace TopoGen.Testing;

/// <summary>Something that can happen in a simulation.</summary>
/// <param name="process">Whose it is: it does not happen while that stands still, nor after its death. Null for nobody's.</param>
/// <param name="actor">Who does it, for the trace.</param>
/// <param name="what">What it is, for the trace.</param>
internal abstract class SimulatedWork(SimulatedProcess? process, string actor, string what)
{
    public SimulatedProcess? Process => process;

    public string Actor => actor;

    public string What => what;

    /// <summary>Whether what asynchronous methods of components await here comes back through the process's context.</summary>
    public abstract bool RunsComponents { get; }

    /// <summary>Lets it happen.</summary>
    public abstract void Run();
}
