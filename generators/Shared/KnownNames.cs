namespace TopoGen.Generators;

/// <summary>Metadata names the generator looks for, and the qualified names it writes.</summary>
internal static class KnownNames
{
    public const string Namespace = "TopoGen";

    public const string TopologyAttribute = "TopoGen.TopologyAttribute";
    public const string SpoutAttribute = "TopoGen.SpoutAttribute";
    public const string BoltAttribute = "TopoGen.BoltAttribute";
    public const string SinkAttribute = "TopoGen.SinkAttribute";
    public const string SinkAttributeOfT = SinkAttribute + "`1";
    public const string Sink = "TopoGen.ISink";
    public const string StreamTupleAttribute = "TopoGen.StreamTupleAttribute";
    public const string OutputAttribute = "TopoGen.OutputAttribute";
    public const string OutputStreamAttribute = "TopoGen.OutputStreamAttribute";
    public const string NotForAttribute = "TopoGen.NotForAttribute";
    public const string StateAttribute = "TopoGen.StateAttribute";
    public const string PositionAttribute = "TopoGen.PositionAttribute";
    public const string TickAttribute = "TopoGen.TickAttribute";
    public const string OnCommitAttribute = "TopoGen.OnCommitAttribute";
    public const string IncludeAttribute = "TopoGen.IncludeAttribute";
    public const string GroupingAttribute = "TopoGen.GroupingAttribute";
    public const string ErrorStreamAttribute = "TopoGen.ErrorStreamAttribute";
    public const string FailedTuple = "TopoGen.FailedTuple";
    public const string ParametersAttribute = "TopoGen.ParametersAttribute";
    public const string ParameterAttribute = "TopoGen.ParameterAttribute";
    public const string CustomGrouping = "TopoGen.ICustomGrouping";
    public const string KeyedState = "TopoGen.KeyedState";
    public const string TaskContext = "TopoGen.TaskContext";
    public const string Anchor = "TopoGen.Anchor";
    public const string FailReason = "TopoGen.FailReason";
    public const string SpoutStatus = "TopoGen.SpoutStatus";
    public const string TopologyHost = "TopoGen.Hosting.TopologyHost";

    public const string DefaultStream = "default";

    /// <summary>The output of every component that sends into the error stream; the engine adds it.</summary>
    public const string ErrorStream = "$errors";

    /// <summary>The source of a subscription to all of them.</summary>
    public const string AnySource = "*";

    /// <summary>The constant of a topology that holds its contract; analyzers read it.</summary>
    public const string ContractField = "__Contract";

    /// <summary>Prefix of every name in the runtime that generated code uses.</summary>
    public const string Runtime = "global::TopoGen.Runtime.";

    /// <summary>Prefix of every name in the abstractions that generated code uses.</summary>
    public const string Abstractions = "global::TopoGen.";
}
