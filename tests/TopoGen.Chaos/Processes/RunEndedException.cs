namespace TopoGen.Chaos;

/// <summary>The run is complete, and there were to be faults still.</summary>
internal sealed class RunEndedException() : Exception("the run ended before its input was over");
