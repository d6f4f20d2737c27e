namespace TopoGen.Chaos;

/// <summary>What was asked for cannot be done; the message is one line for whoever asked.</summary>
internal sealed class ChaosMistakeException(string message) : Exception(message);
