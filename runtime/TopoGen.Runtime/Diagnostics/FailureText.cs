using System.Globalization;

namespace TopoGen.Runtime;

/// <summary>Bounded texts of what failed, whatever users' types do when they are asked for them.</summary>
internal static class FailureText
{
    /// <summary>A tuple or message id, in the invariant culture.</summary>
    /// <param name="value">What it is.</param>
    /// <param name="most">The most characters.</param>
    public static string Of<T>(in T value, int most)
    {
        // Records print their fields in the current one.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Cut(value?.ToString() ?? "null", most);
        }
        catch (Exception exception)
        {
            return Unprintable(typeof(T), exception);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>A view, in the invariant culture; not cut.</summary>
    public static string OfView<T>(scoped in T view)
        where T : IStreamTuple<T>, allows ref struct
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return T.Print(in view);
        }
        catch (Exception exception)
        {
            return Unprintable(typeof(T), exception);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>The type and message of an exception.</summary>
    /// <inheritdoc cref="Of{T}"/>
    public static string OfThrown(Exception exception, int most)
    {
        string name = exception.GetType().Name;
        try
        {
            return Cut($"{name}: {exception.Message}", most);
        }
        catch (Exception other)
        {
            return $"{name} (its Message threw {other.GetType().Name})";
        }
    }

    private static string Unprintable(Type type, Exception exception) => $"{type.Name} (its ToString threw {exception.GetType().Name})";

    /// <summary>Not in the middle of a character that takes two places.</summary>
    private static string Cut(string text, int most)
        => text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
