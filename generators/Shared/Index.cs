namespace System;

/// <summary>Lets netstandard2.0 compile list patterns; nothing else of it is there.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
