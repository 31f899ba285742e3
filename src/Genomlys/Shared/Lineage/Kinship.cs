namespace Genomlys.Shared.Lineage;

/// <summary>How a record of one year is the same thing as one of an earlier year; or that a person has found that it is not.</summary>
public enum Kinship { Continues, Rewords, MergedFrom, SplitFrom, SlippedFrom, Unrelated }
