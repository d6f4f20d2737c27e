using TopoGen.Hosting.Commands;
using TopoGen.Runtime;

namespace TopoGen.Hosting.Operations;

/// <summary>The commands <c>activate</c> and <c>deactivate</c>.</summary>
internal sealed class ActivateCommand(CommandContext context, bool active) : DesiredCommand(context)
{
    protected override string Already => active ? "is active already" : "is inactive already";

    protected override DesiredState Change(DesiredState wanted) => wanted.Active == active ? wanted : wanted with { Active = active };

    protected override string Done(DesiredState wanted)
        => active ? "is active: its spouts are asked for tuples" : "is inactive: its spouts are asked for nothing, and what was read is processed";
}
