using Genomlys.Tests.Backup;
using Genomlys.Tests.Bars;
using Genomlys.Tests.ProtectedRecords;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Review.Writing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Genomlys.Tests.Shared.LongestFirst))]

namespace Genomlys.Tests.Shared;

/// <summary>What takes minutes is begun first, so that no lane is left alone with it at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest = [typeof(MatrixTests), typeof(WallTests), typeof(EveryRegisterTests), typeof(ProtectedRecordsTests), typeof(PageTests), typeof(LogTests), typeof(ForgeryTests), typeof(ConcurrentWritersTests), typeof(RestoreTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(Longest, t => c.TestCollectionDisplayName.Contains($"{t.FullName} ", StringComparison.Ordinal)) is >= 0 and var place ? place : Longest.Length)];
}
