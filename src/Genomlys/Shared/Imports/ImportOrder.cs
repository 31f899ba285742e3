namespace Genomlys.Shared.Imports;

/// <summary>What is to be imported, and how.</summary>
internal sealed record ImportOrder(Sheet Sheet, Plan Plan, Importer? Importer, ImportRun Run, ImportLimits Limits, DateTimeOffset Now);
