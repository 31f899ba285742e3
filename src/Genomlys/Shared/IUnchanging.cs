namespace Genomlys.Shared;

/// <summary>What is written once and never again: nobody changes it or takes it away, the program itself neither.</summary>
public interface IUnchanging;
