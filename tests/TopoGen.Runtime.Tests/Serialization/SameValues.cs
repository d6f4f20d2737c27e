using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>Compares values to the last bit, stricter than their own equality: scale of decimals, kind of times, payload of NaN.</summary>
public static class SameValues
{
    /// <returns>The path of the first difference, or null.</returns>
    public static string? FindDifference(object? left, object? right, string path = "value")
    {
        if (left is null || right is null)
        {
            return left is null && right is null ? null : path;
        }

        if (left.GetType() != right.GetType())
        {
            return path;
        }

        return left switch
        {
            float f => Check(BitConverter.SingleToInt32Bits(f) == BitConverter.SingleToInt32Bits((float)right), path),
            double d => Check(BitConverter.DoubleToInt64Bits(d) == BitConverter.DoubleToInt64Bits((double)right), path),
            Half h => Check(BitConverter.HalfToInt16Bits(h) == BitConverter.HalfToInt16Bits((Half)right), path),
            decimal m => Check(decimal.GetBits(m).SequenceEqual(decimal.GetBits((decimal)right)), path),
            DateTime t => Check(t.Ticks == ((DateTime)right).Ticks && t.Kind == ((DateTime)right).Kind, path),
            DateTimeOffset t => Check(t.EqualsExact((DateTimeOffset)right), path),
            string s => Check(string.Equals(s, (string)right, StringComparison.Ordinal), path),
            ReadOnlyMemory<byte> m => Check(m.Span.SequenceEqual(((ReadOnlyMemory<byte>)right).Span), path),
            IDictionary dictionary => Entries(dictionary, (IDictionary)right, path),
            _ when left.GetType() is { IsGenericType: true } type && type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal)
                => FindDifference(Inner(left), Inner(right), path),
            IList list => Items(list, (IList)right, path),
            _ when left.GetType() is { IsPrimitive: true } or { IsEnum: true } or { Namespace: "System" } => Check(left.Equals(right), path),
            _ => Fields(left, right, path),
        };
    }

    private static string? Check(bool same, string path) => same ? null : path;

    private static object? Inner(object immutableArray)
        => typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsArray))!
            .MakeGenericMethod(immutableArray.GetType().GetGenericArguments()).Invoke(null, [immutableArray]);

    private static string? Items(IList left, IList right, string path)
        => left.Count != right.Count
            ? path + ".Count"
            : Enumerable.Range(0, left.Count).Select(i => FindDifference(left[i], right[i], $"{path}[{i}]")).FirstOrDefault(static d => d is not null);

    private static string? Entries(IDictionary left, IDictionary right, string path)
        => left.Count != right.Count
            ? path + ".Count"
            : left.Keys.Cast<object>()
                .Select(key => right.Contains(key) ? FindDifference(left[key], right[key], $"{path}[{key}]") : $"{path}[{key}]")
                .FirstOrDefault(static d => d is not null);

    private static string? Fields(object left, object right, string path)
        => left.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => FindDifference(field.GetValue(left), field.GetValue(right), $"{path}.{field.Name}"))
            .FirstOrDefault(static d => d is not null);
}
