namespace TopoGen.Runtime;

internal sealed class SpoutReservation { }
