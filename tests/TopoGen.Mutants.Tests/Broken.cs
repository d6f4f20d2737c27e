namespace TopoGen;

/// <summary>Which rule is broken just now, on this thread: a simulation has only one.</summary>
internal static partial class Broken
{
    [ThreadStatic]
    private static Mutant _current;

    public static bool By(Mutant mutant) => _current == mutant;

    public static void While(Mutant mutant, Action body)
    {
        _current = mutant;
        try
        {
            body();
        }
        finally
        {
            _current = Mutant.None;
        }
    }
}
