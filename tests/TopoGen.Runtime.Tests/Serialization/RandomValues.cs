using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime.Tests.Serialization;

/// <summary>Random values of any type a tuple can have, with the odd ones (null, empty, extremes, any bits) made likely.</summary>
public sealed class RandomValues(int seed)
{
    private const int MaxDepth = 5;

    private static readonly string[] OddStrings =
    [
        "", "\0", "a", "\u00FF", "\u0100", "\uD800", "\uDFFF", "x\uDC00\uD800y", "😀", "abcdefghijkl", new('é', 100), new('z', 70_000), new('漢', 70_000),
    ];

    private readonly Random _random = new(seed);

    public T Next<T>() => (T)Next(typeof(T), 0)!;

    private object? Next(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return _random.Next(3) == 0 ? null : Next(inner, depth);
        }

        if (type.IsEnum)
        {
            return Enum.ToObject(type, Next(Enum.GetUnderlyingType(type), depth)!);
        }

        if (type.IsArray)
        {
            return NextArray(type.GetElementType()!, depth, mayBeNull: true);
        }

        if (type.IsGenericType)
        {
            return NextGeneric(type, depth);
        }

        return Scalar(type) ?? (type.IsClass && (depth >= MaxDepth || _random.Next(4) == 0) && depth > 0 ? null : NextTuple(type, depth));
    }

    private object? Scalar(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => _random.Next(2) == 0,
        TypeCode.Char => (char)_random.Next(char.MaxValue + 1),
        TypeCode.SByte => Bits<sbyte>(),
        TypeCode.Byte => Bits<byte>(),
        TypeCode.Int16 => Bits<short>(),
        TypeCode.UInt16 => Bits<ushort>(),
        TypeCode.Int32 => Bits<int>(),
        TypeCode.UInt32 => Bits<uint>(),
        TypeCode.Int64 => Bits<long>(),
        TypeCode.UInt64 => Bits<ulong>(),
        TypeCode.Single => Bits<float>(),
        TypeCode.Double => Bits<double>(),
        TypeCode.Decimal => Pick(decimal.MinValue, decimal.MaxValue, -0.0m, 1.00m, new decimal(Bits<int>(), Bits<int>(), Bits<int>(), _random.Next(2) == 0, (byte)_random.Next(29))),
        TypeCode.DateTime => NextDateTime(),
        TypeCode.String => NextString(),
        _ when type == typeof(nint) => Bits<nint>(),
        _ when type == typeof(nuint) => Bits<nuint>(),
        _ when type == typeof(Int128) => Bits<Int128>(),
        _ when type == typeof(UInt128) => Bits<UInt128>(),
        _ when type == typeof(Half) => Bits<Half>(),
        _ when type == typeof(Guid) => Bits<Guid>(),
        _ when type == typeof(TimeSpan) => Bits<TimeSpan>(),
        _ when type == typeof(DateOnly) => Pick(DateOnly.MinValue, DateOnly.MaxValue, DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber))),
        _ when type == typeof(TimeOnly) => Pick(TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(_random.NextInt64(TimeOnly.MaxValue.Ticks))),
        _ when type == typeof(DateTimeOffset) => NextDateTimeOffset(),
        _ => null,
    };

    /// <summary>Any bits: infinities and NaNs with payloads are among them. Zeros and ones are likely.</summary>
    private T Bits<T>()
        where T : unmanaged
    {
        T value = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        switch (_random.Next(6))
        {
            case 0:
                break;
            case 1:
                bytes.Fill(0xFF);
                break;
            default:
                _random.NextBytes(bytes);
                break;
        }

        return value;
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private DateTime NextDateTime()
        => new(Pick(0, DateTime.MaxValue.Ticks, _random.NextInt64(DateTime.MaxValue.Ticks)), (DateTimeKind)_random.Next(3));

    private DateTimeOffset NextDateTimeOffset()
    {
        var offset = TimeSpan.FromMinutes(_random.Next(-840, 841));
        long margin = TimeSpan.FromHours(14).Ticks;
        return Pick(
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            new DateTimeOffset(_random.NextInt64(margin, DateTime.MaxValue.Ticks - margin), offset),
            new DateTimeOffset(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14)));
    }

    private string NextString()
    {
        if (_random.Next(3) == 0)
        {
            // The very long ones are rare enough to keep the tests quick.
            return OddStrings[_random.Next(_random.Next(20) == 0 ? OddStrings.Length : OddStrings.Length - 2)];
        }

        int limit = Pick(0x7F, 0xFF, 0xFFFF);
        return string.Create(_random.Next(30), (_random, limit), static (span, state) =>
        {
            foreach (ref char c in span)
            {
                c = (char)state._random.Next(state.limit + 1);
            }
        });
    }

    private int NextLength(int depth) => depth >= MaxDepth ? 0 : _random.Next(8) switch
    {
        0 or 1 => 0,
        2 => _random.Next(depth == 1 ? 300 : 4),
        _ => _random.Next(5),
    };

    private Array? NextArray(Type element, int depth, bool mayBeNull)
    {
        if (mayBeNull && _random.Next(6) == 0)
        {
            return null;
        }

        var array = Array.CreateInstance(element, NextLength(depth));
        for (int i = 0; i < array.Length; i++)
        {
            array.SetValue(Next(element, depth + 1), i);
        }

        return array;
    }

    private object? NextGeneric(Type type, int depth)
    {
        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        if (definition == typeof(ReadOnlyMemory<>))
        {
            return new ReadOnlyMemory<byte>((byte[])NextArray(typeof(byte), depth, mayBeNull: false)!);
        }

        if (definition == typeof(ImmutableArray<>))
        {
            Array? items = NextArray(arguments[0], depth, mayBeNull: true);
            return typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!
                .MakeGenericMethod(arguments[0]).Invoke(null, [items]);
        }

        if (_random.Next(6) == 0)
        {
            return null;
        }

        object collection = Activator.CreateInstance(type)!;
        int count = NextLength(depth);
        for (int i = 0; i < count; i++)
        {
            if (collection is IDictionary dictionary)
            {
                dictionary[Next(arguments[0], depth + 1)!] = Next(arguments[1], depth + 1);
            }
            else
            {
                ((IList)collection).Add(Next(arguments[0], depth + 1));
            }
        }

        return collection;
    }

    private object NextTuple(Type type, int depth)
    {
        ConstructorInfo? constructor = type.GetConstructors().OrderByDescending(static c => c.GetParameters().Length).FirstOrDefault();
        object?[] arguments = constructor?.GetParameters().Select(p => Next(p.ParameterType, depth + 1)).ToArray() ?? [];
        object tuple = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(arguments);
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (constructor?.GetParameters().Any(p => field.Name == $"<{p.Name}>k__BackingField") != true)
            {
                field.SetValue(tuple, Next(field.FieldType, depth + 1));
            }
        }

        return tuple;
    }
}
