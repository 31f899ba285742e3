namespace Genomlys.Tests.Bars;

/// <summary>Tests that measure time or fill the machine: when all others are done, one after the other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
