using System.Buffers.Text;
using System.Text.Json;

namespace TopoGen.Benchmarks;

/// <summary>Reads events, the same way wherever they are counted.</summary>
internal static class AdReader
{
    public static AdEvent Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        Guid ad = default;
        AdEventKind kind = default;
        long time = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("ad_id"u8))
            {
                reader.Read();
                ad = reader.GetGuid();
            }
            else if (reader.ValueTextEquals("event_type"u8))
            {
                reader.Read();
                kind = reader.ValueTextEquals("view"u8) ? AdEventKind.View : reader.ValueTextEquals("click"u8) ? AdEventKind.Click : AdEventKind.Purchase;
            }
            else if (reader.ValueTextEquals("event_time"u8))
            {
                reader.Read();
                Utf8Parser.TryParse(reader.ValueSpan, out time, out _);
            }
        }

        return new AdEvent(ad, kind, time);
    }
}
