namespace Genomlys.Shared.Access;

/// <summary>
/// How far something may go: a field of a register, or a whole record. The classes K0 to K3. What is protected (protected identity, whistle-blowing) is
/// for those named on the record and for nobody else, whatever their roles; a field is never protected by itself.
/// </summary>
public enum Secrecy { Open, Internal, Restricted, Protected }
