namespace TopoGen;

/// <summary>
/// Subscribes a handler of a bolt to the error stream: it takes a <c>FailedTuple</c> for each tuple whose handler threw, for each call of <c>Next</c> or
/// of a tick that threw, and for each message that was given up. Tuples are spread evenly over the bolt's tasks; each bolt that reads gets all of them.
/// </summary>
/// <remarks>
/// What fails in a bolt that reads the error stream, or in one that is fed by such a bolt, is not sent into it: it is in the error record only. The
/// method may have grouping attributes beside this one.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ErrorStreamAttribute : Attribute;
