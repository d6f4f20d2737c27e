using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TopoGen.Runtime;

namespace TopoGen.Simulation.Tests;

/// <summary>A topology with one of each: what users' tests drive.</summary>
[Topology("words", Delivery = Delivery.AtMostOnce)]
internal sealed partial class Words
{
    [StreamTuple]
    public readonly partial record struct Line(string Text);

    [StreamTuple]
    public readonly partial record struct Word(string Letters);

    [StreamTuple]
    public readonly partial record struct Count(string Word, long Total);

    [StreamTuple]
    public readonly partial record struct Meaning(string Word, string Text);

    /// <summary>Where lines come from, and what words mean.</summary>
    public interface IWorld
    {
        string? NextLine();

        ValueTask<string> ExplainAsync(string word, CancellationToken cancellation);
    }

    public static void ConfigureServices(IServiceCollection services) => services.TryAddSingleton<IWorld, Real>();

    /// <summary>What the test has to replace.</summary>
    public sealed class Real : IWorld
    {
        public string? NextLine() => throw new InvalidOperationException("The real world was asked.");

        public ValueTask<string> ExplainAsync(string word, CancellationToken cancellation) => throw new InvalidOperationException("The real world was asked.");
    }

    [Spout]
    public sealed partial class Lines(IWorld world)
    {
        public SpoutStatus Next()
        {
            if (world.NextLine() is not { } text)
            {
                return SpoutStatus.End;
            }

            Emit(new Line(text));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Line line);
    }

    [Spout]
    public sealed partial class Letters
    {
        public SpoutStatus Next() => SpoutStatus.End;

        [Output(Direct = true)]
        private partial void EmitTo(int task, in Word word);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Split
    {
        [ShuffleGrouping<Lines>]
        public void Execute(in Line line)
        {
            foreach (string word in line.Text.Split(' '))
            {
                if (word == "poison")
                {
                    throw new FormatException("That is no word.");
                }

                Emit(new Word(word));
            }
        }

        [Output]
        private partial void Emit(in Word word);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class Tally
    {
        private string _last = "";

        public string Last => _last;

        [FieldsGrouping<Split>(nameof(Word.Letters))]
        public void Execute(in Word word, [State] ref long total)
        {
            total++;
            _last = word.Letters;
        }

        [DirectGrouping<Letters>]
        public void Told(in Word word) => _last = word.Letters;

        [Tick("10s")]
        public void Report(KeyedState<string, long> total)
        {
            foreach ((string word, long count) in total)
            {
                Emit(new Count(word, count));
            }
        }

        public void End(KeyedState<string, long> total) => Report(total);

        [Output]
        private partial void Emit(in Count count);
    }

    [Bolt]
    public sealed partial class Explain(IWorld world)
    {
        [GlobalGrouping<Split>]
        public async ValueTask ExecuteAsync(Word word, Anchor anchor, CancellationToken cancellation)
            => Emit(new Meaning(word.Letters, await world.ExplainAsync(word.Letters, cancellation)), anchor);

        [Output]
        private partial void Emit(in Meaning meaning, Anchor anchor);
    }
}
