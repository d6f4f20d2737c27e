namespace TopoGen.Runtime;

/// <summary>A command of a <see cref="FileSink"/>: one line of text.</summary>
/// <param name="Text">The line, without its end.</param>
[StreamTuple]
public readonly partial record struct FileLine(string Text);
