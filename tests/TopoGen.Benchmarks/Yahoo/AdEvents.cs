using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TopoGen.Benchmarks;

/// <summary>Makes the events of one task, and keeps what is to be counted of them.</summary>
internal sealed class AdEvents(YahooSettings settings)
{
    private static readonly byte[] Users = "{\"user_id\":\"3f1c44a7-65f2-4dd5-9a53-d3b1a2c0f8e6\",\"page_id\":\"9b2e8d10-0c7f-4f7e-8a40-6c1d2e3f4a5b\",\"ad_id\":\""u8.ToArray();

    private readonly byte[] _text = new byte[512];
    private readonly Dictionary<long, long[]> _expected = [];
    private long[] _counts = [];
    private long _window = -1;

    /// <param name="number">Of the event; which ad and what kind it is follows from it.</param>
    /// <param name="timestamp">When it is.</param>
    /// <returns>JSON, until the next call.</returns>
    public ReadOnlySpan<byte> Write(long number, long timestamp)
    {
        ulong drawn = unchecked((ulong)number * 0x9E37_79B9_7F4A_7C15);
        int ad = (int)((drawn >> 32) % (ulong)AdCatalog.Ads.Length);
        var kind = (AdEventKind)((drawn >> 17) % 3);
        long time = YahooSettings.TimeOf(timestamp);
        if (kind == AdEventKind.View)
        {
            Expect(ad, settings.WindowOf(time));
        }

        var text = new AdText(_text);
        text.Write(Users);
        text.Write(AdCatalog.Ads[ad]);
        text.Write("\",\"ad_type\":\"banner78\",\"event_type\":\""u8);
        text.Write(kind switch { AdEventKind.View => "view"u8, AdEventKind.Click => "click"u8, _ => "purchase"u8 });
        text.Write("\",\"event_time\":\""u8);
        text.Write(time);
        text.Write("\",\"ip_address\":\"255.255.255.255\"}"u8);
        return text.Written;
    }

    /// <summary>Writes down what is to be counted: campaign, window, views.</summary>
    public void Save(string folder)
        => File.WriteAllLines(
            Path.Combine(folder, $"expected-{Guid.NewGuid():N}.tsv"),
            from window in _expected
            from ad in Enumerable.Range(0, AdCatalog.Ads.Length)
            where window.Value[ad] > 0
            select string.Create(CultureInfo.InvariantCulture, $"{YahooSettings.Key(AdCatalog.CampaignOf(ad), window.Key)}\t{window.Value[ad]}"));

    /// <returns>What all tasks have written down, by key in Redis.</returns>
    public static Dictionary<string, long> Read(string folder)
    {
        var expected = new Dictionary<string, long>();
        foreach (string line in Directory.EnumerateFiles(folder, "expected-*.tsv").SelectMany(File.ReadLines))
        {
            string[] parts = line.Split('\t');
            CollectionsMarshal.GetValueRefOrAddDefault(expected, parts[0], out _) += long.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        return expected;
    }

    private void Expect(int ad, long window)
    {
        if (window != _window)
        {
            _window = window;
            ref long[]? counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_expected, window, out _);
            _counts = counts ??= new long[AdCatalog.Ads.Length];
        }

        _counts[ad]++;
    }

    /// <summary>Text that is put together.</summary>
    private ref struct AdText(Span<byte> room)
    {
        private readonly Span<byte> _room = room;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _room[.._length];

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_room[_length..]);
            _length += bytes.Length;
        }

        public void Write(Guid id)
        {
            Utf8Formatter.TryFormat(id, _room[_length..], out int written);
            _length += written;
        }

        public void Write(long number)
        {
            Utf8Formatter.TryFormat(number, _room[_length..], out int written);
            _length += written;
        }
    }
}
