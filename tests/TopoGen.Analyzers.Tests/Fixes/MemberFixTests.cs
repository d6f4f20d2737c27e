namespace TopoGen.Analyzers.Tests.Fixes;

/// <summary>Fixes of outputs, handlers and hooks.</summary>
public sealed class MemberFixTests
{
    [Fact]
    public Task A_spout_hears_of_its_messages() => Fix.Turns(
        "TG0107",
        Shop.With(Shop.Reader.Replace("[ShuffleGrouping<Source>]", "[ShuffleGrouping<Queue>]\n        [ShuffleGrouping<Source>]", StringComparison.Ordinal) + """


                [Spout]
                public sealed partial class Queue
                {
                    public SpoutStatus Next()
                    {
                        Emit(new Word("a", 1), (1, "b"));
                        return SpoutStatus.Idle;
                    }

                    [Output] private partial void Emit(in Word word, (int, string) id);
                }
            """, "AtLeastOnce"),
        Shop.With(Shop.Reader.Replace("[ShuffleGrouping<Source>]", "[ShuffleGrouping<Queue>]\n        [ShuffleGrouping<Source>]", StringComparison.Ordinal) + """


                [Spout]
                public sealed partial class Queue
                {
                    public SpoutStatus Next()
                    {
                        Emit(new Word("a", 1), (1, "b"));
                        return SpoutStatus.Idle;
                    }

                    [Output] private partial void Emit(in Word word, (int, string) id);

                    public void Ack((int, string) messageId)
                    {
                    }

                    public void Fail((int, string) messageId, FailReason reason)
                    {
                        throw new NotImplementedException("Emit the message again.");
                    }
                }
            """, "AtLeastOnce"));

    [Fact]
    public Task Outputs_become_partial_methods_without_a_body() => Fix.Turns(
        "TG0109",
        Output("""
            /// <summary>Sends.</summary>
                    [Output]
                    private bool Emit(in Word found) => found.Length > 0;
            """),
        Output("""
            /// <summary>Sends.</summary>
                    [Output]
                    private partial void Emit(in Word found);
            """));

    [Fact]
    public Task Outputs_take_the_tuple_and_what_belongs_to_it() => Fix.Turns(
        "TG0109",
        Output("""
            [Output] private partial void Emit(string name, Word found);
            """),
        Output("""
            [Output] private partial void Emit(in Word found);
            """));

    [Fact]
    public Task Hooks_get_the_signature_that_is_called() => Fix.Turns(
        "TG0110",
        Shop.With(Shop.Reader.Replace("        [Shuffle", """
                    public void Close(int code) => _ = 1;

                    [Tick("1s")]
                    public static void Beat(string text)
                    {
                        _ = 1;
                    }

                    [Shuffle
            """, StringComparison.Ordinal)),
        Shop.With(Shop.Reader.Replace("        [Shuffle", """
                    public void Close() => _ = 1;

                    [Tick("1s")]
                    public void Beat()
                    {
                        _ = 1;
                    }

                    [Shuffle
            """, StringComparison.Ordinal)));

    [Fact]
    public Task Handlers_get_the_signature_that_is_called() => Fix.Turns(
        "TG0110",
        Shop.With(Shop.Reader.Replace("public void Execute(in Word word) => _ = word;", "public void Execute(in Word found, int number) => _ = found;", StringComparison.Ordinal)),
        Shop.With(Shop.Reader.Replace("public void Execute(in Word word) => _ = word;", "public void Execute(in Word found) => _ = found;", StringComparison.Ordinal)));

    [Fact]
    public Task A_handler_that_awaits_nothing_becomes_synchronous() => Fix.Turns(
        "TG0111",
        Async("""
            public ValueTask ExecuteAsync(Word word, [State] ref long total, CancellationToken cancellation, [State] ref int calls)
                    {
                        if (word.Length == 0)
                        {
                            return default;
                        }

                        total++;
                        return ValueTask.CompletedTask;
                    }
            """),
        Async("""
            public void ExecuteAsync(Word word, [State] ref long total, [State] ref int calls)
                    {
                        if (word.Length == 0)
                        {
                            return;
                        }

                        total++;
                    }
            """));

    [Fact]
    public Task A_handler_of_views_that_awaits_nothing_becomes_synchronous() => Fix.Turns(
        "TG0111",
        Viewed("public Task Execute(View view, Anchor anchor)\n        {\n            _ = view;\n            return Task.CompletedTask;\n        }"),
        Viewed("public void Execute(View view)\n        {\n            _ = view;\n        }"));

    [Fact]
    public Task An_asynchronous_output_of_views_needs_a_thought() => Fix.IsNotOffered(
        "TG0111",
        Viewed("public void Execute(in View view) => _ = view;").Replace("public SpoutStatus Next() => SpoutStatus.End;\n\n        [Output] private partial void Emit(in View view);", "public ValueTask<SpoutStatus> NextAsync() => default;\n\n        [Output] private partial void Emit(in View view);", StringComparison.Ordinal));

    [Fact]
    public Task A_handler_that_returns_a_task_of_another_needs_a_thought() => Fix.IsNotOffered(
        "TG0111",
        Async("""
            public ValueTask ExecuteAsync(Word word, [State] ref long total)
                    {
                        total++;
                        return new ValueTask(Task.Delay(1));
                    }
            """));

    private static string Output(string output) => Shop.With($$"""
            [Bolt]
            public sealed partial class Reader
            {
                [ShuffleGrouping<Source>]
                public void Execute(in Word word) => _ = word;

                {{output}}
            }

            [Bolt]
            public sealed partial class Second
            {
                [ShuffleGrouping<Reader>]
                public void Execute(in Word word) => _ = word;
            }
        """);

    private static string Viewed(string handler) => $$"""
        using TopoGen;

        [Topology("views")]
        public sealed partial class Views
        {
            [StreamTuple] public readonly ref partial struct View { public ReadOnlySpan<byte> Bytes { get; init; } }

            [Spout]
            public sealed partial class Source
            {
                public SpoutStatus Next() => SpoutStatus.End;

                [Output] private partial void Emit(in View view);
            }

            [Bolt]
            public sealed partial class Reader
            {
                [ShuffleGrouping<Source>]
                {{handler}}
            }
        }
        """.ReplaceLineEndings("\n");

    private static string Async(string handler) => Shop.With($$"""
            [Bolt]
            public sealed partial class Reader
            {
                [FieldsGrouping<Source>(nameof(Word.Letters))]
                {{handler}}
            }
        """);
}
