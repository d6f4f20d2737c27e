namespace TopoGen.Runtime.Tests.Undo;

public sealed class JournaledTextRingTests : JournaledRingTests<string>
{
    protected override string Tuple(string name) => name;
}
