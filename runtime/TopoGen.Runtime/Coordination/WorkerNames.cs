namespace TopoGen.Runtime;

/// <summary>Compares names as people number them: <c>w2</c> before <c>w10</c>.</summary>
internal static class WorkerNames
{
    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string one, string other)
    {
        int stem = string.CompareOrdinal(one.TrimEnd(Digits), other.TrimEnd(Digits));
        if (stem != 0)
        {
            return stem;
        }

        string number = one[one.TrimEnd(Digits).Length..].TrimStart('0');
        string otherNumber = other[other.TrimEnd(Digits).Length..].TrimStart('0');
        int length = number.Length.CompareTo(otherNumber.Length);
        return length != 0 ? length : string.CompareOrdinal(number, otherNumber);
    }

    private static readonly char[] Digits = [.. "0123456789"];
}
