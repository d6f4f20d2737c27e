using Xunit.Abstractions;

namespace TopoGen.Runtime.Tests.Acking;

/// <summary>
/// Random trees whose edges come to be and go while what is told of them is on its way, in channels that each keep their order and overtake
/// each other: against sets of what really is outstanding.
/// </summary>
public sealed class LedgerModelTests(ITestOutputHelper output)
{
    /// <summary>To run one seed again: TOPOGEN_TEST_SEED=N.</summary>
    private static readonly int? FixedSeed =
        int.TryParse(Environment.GetEnvironmentVariable("TOPOGEN_TEST_SEED"), out int seed) ? seed : null;

    [Fact]
    public void Tree_is_acked_once_and_only_when_nothing_of_it_is_outstanding()
    {
        int first = FixedSeed ?? Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds from {first}");
        for (int seed = first; seed < first + (FixedSeed is null ? 100 : 1); seed++)
        {
            new History(seed).Run();
        }
    }

    private sealed class Tree(long id, Root root)
    {
        public long Id => id;

        public Root Root => root;

        /// <summary>Edges that were produced and not yet consumed.</summary>
        public Dictionary<ulong, Edge> Outstanding { get; } = [];

        public bool HasFailed { get; set; }
    }

    /// <param name="IsHeld">Whether a bolt holds it.</param>
    /// <param name="Bolt">Which.</param>
    /// <param name="WasHeld">Whether it, or one that led to it, was held: bolts may let go of what they hold whenever they like.</param>
    private readonly record struct Edge(bool IsHeld = false, int Bolt = 0, bool WasHeld = false);

    private sealed class History(int seed)
    {
        private const int Bolts = 4;
        private const int Steps = 3000;

        private readonly Random _random = new(seed);
        private readonly Told _told = new(new EngineOptions { MaxPending = 16, MaxFailures = 0 }, (ulong)seed << 32);
        private readonly Queue<LedgerUpdate>[] _channels = [.. Enumerable.Range(0, Bolts).Select(_ => new Queue<LedgerUpdate>())];
        private readonly Dictionary<long, Tree> _trees = [];
        private readonly HashSet<long> _over = [];
        private EdgeIds _ids = new((ulong)seed, ~(ulong)seed);
        private long _next;

        public void Run()
        {
            for (int step = 0; step < Steps; step++)
            {
                Step(isGrowing: step < Steps / 2);
                Check();
            }

            // What is still outstanding is consumed, without anything new.
            while (_trees.Values.Any(t => t.Outstanding.Count > 0) || Array.Exists(_channels, c => c.Count > 0))
            {
                Step(isGrowing: false);
                Check();
            }

            Check();
            Assert.True(_told.Ledger.IsEmpty, $"Seed {seed}: {_told.Ledger.Pending} trees are left.");
            Assert.Equal((seed, _next), (seed, _over.Count));
        }

        private void Step(bool isGrowing)
        {
            switch (_random.Next(10))
            {
                case 0 when isGrowing && _told.Ledger.Pending < 40:
                    Emit();
                    break;
                case < 5:
                    Deliver();
                    break;
                case 5 when _random.Next(20) == 0:
                    Fail();
                    break;
                case 6 when _random.Next(200) == 0:
                    _told.Ledger.Tick();
                    break;
                default:
                    Consume(isGrowing);
                    break;
            }
        }

        private void Emit()
        {
            long id = _next++;
            (Root root, ulong[] edges) = _told.Emit(id, _random.Next(4));
            var tree = new Tree(id, root);
            foreach (ulong edge in edges)
            {
                tree.Outstanding.Add(edge, default);
            }

            _trees.Add(id, tree);
        }

        /// <summary>A bolt handles a tuple, keeps it, emits for one that it keeps, or acks one.</summary>
        private void Consume(bool isGrowing)
        {
            Tree[] open = [.. _trees.Values.Where(t => t.Outstanding.Count > 0)];
            if (open.Length == 0)
            {
                return;
            }

            Tree tree = open[_random.Next(open.Length)];
            (ulong edge, (bool isHeld, int bolt, bool wasHeld)) = tree.Outstanding.ElementAt(_random.Next(tree.Outstanding.Count));
            ulong produced = 0;
            for (int i = isGrowing ? _random.Next(3) : 0; i > 0; i--)
            {
                ulong next = _ids.Next();
                produced ^= next;
                tree.Outstanding.Add(next, new Edge(WasHeld: wasHeld));
            }

            if (isHeld)
            {
                Tell(bolt, tree, produced);
                Tell(bolt, tree, edge, LedgerUpdateKind.Release);
                tree.Outstanding.Remove(edge);
            }
            else if (_random.Next(4) == 0)
            {
                bolt = _random.Next(Bolts);
                Tell(bolt, tree, produced);
                Tell(bolt, tree, edge, LedgerUpdateKind.Hold);
                tree.Outstanding[edge] = new Edge(true, bolt, WasHeld: true);
            }
            else
            {
                Tell(_random.Next(Bolts), tree, edge ^ produced);
                tree.Outstanding.Remove(edge);
            }
        }

        private void Fail()
        {
            Tree[] open = [.. _trees.Values.Where(t => t.Outstanding.Count > 0)];
            if (open.Length > 0)
            {
                Tree tree = open[_random.Next(open.Length)];
                tree.HasFailed = true;
                Tell(_random.Next(Bolts), tree, 0, LedgerUpdateKind.HandlerFailed);
            }
        }

        private void Tell(int bolt, Tree tree, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
            => _channels[bolt].Enqueue(Told.Update(tree.Root, edges, kind));

        private void Deliver()
        {
            if (_channels[_random.Next(Bolts)].TryDequeue(out LedgerUpdate update))
            {
                _told.Ledger.Apply(in update);
            }
        }

        private void Check()
        {
            _told.Deliver();
            foreach (long id in _told.Acked)
            {
                Assert.True(_over.Add(id), $"Seed {seed}: message {id} ends twice.");
                Assert.True(_trees[id].Outstanding.Count == 0, $"Seed {seed}: message {id} is acked with {_trees[id].Outstanding.Count} edges outstanding.");
                _trees.Remove(id);
            }

            foreach ((long id, FailReason reason) in _told.Failed)
            {
                Assert.True(_over.Add(id), $"Seed {seed}: message {id} ends twice.");
                Assert.True(_trees[id].HasFailed || reason == FailReason.TimedOut, $"Seed {seed}: message {id} did not fail.");
            }

            _told.Acked.Clear();
            _told.Failed.Clear();
            bool rests = _trees.Values.All(t => _over.Contains(t.Id) || t.Outstanding.Values.All(e => e.WasHeld));
            Assert.True(rests || !_told.Ledger.IsAtRest, $"Seed {seed}: at rest, and tuples are on their way.");
        }
    }
}
