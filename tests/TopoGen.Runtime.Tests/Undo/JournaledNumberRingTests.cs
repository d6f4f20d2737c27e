namespace TopoGen.Runtime.Tests.Undo;

public sealed class JournaledNumberRingTests : JournaledRingTests<(char Name, long Number)>
{
    protected override (char Name, long Number) Tuple(string name) => (name[0], 1);
}
