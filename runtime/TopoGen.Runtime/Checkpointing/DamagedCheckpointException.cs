namespace TopoGen.Runtime;

/// <summary>A blob that a manifest names is missing, short, or not what was written.</summary>
/// <param name="message">Names the blob and what is wrong with it.</param>
internal sealed class DamagedCheckpointException(string message) : Exception(message);
