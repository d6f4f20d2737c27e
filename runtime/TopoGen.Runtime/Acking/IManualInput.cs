namespace TopoGen.Runtime;

/// <summary>The receiving end of a channel whose handler acks by hand, whatever its tuple type.</summary>
internal interface IManualInput;
