namespace Genomlys.Shared;

/// <summary>The program cannot run as it is configured; the message names the setting and says what it can be.</summary>
public sealed class SettingException(string message) : Exception(message);
