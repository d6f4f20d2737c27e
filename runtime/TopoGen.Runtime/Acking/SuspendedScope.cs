namespace TopoGen.Runtime;

/// <summary>A scope that another one has taken the place of, for a while.</summary>
internal readonly struct SuspendedScope(Scope scope, Ledger? emitting, Root[] several)
{
    public Scope Scope => scope;

    public Ledger? Emitting => emitting;

    public Root[] Several => several;
}
