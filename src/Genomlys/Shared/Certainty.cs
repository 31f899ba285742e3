namespace Genomlys.Shared;

/// <summary>How well a fact is known that ships with the product; what is not well known says so wherever it is shown.</summary>
public enum Certainty { Primary, Secondary, GeneralKnowledge, SingleSource, Unverified }
