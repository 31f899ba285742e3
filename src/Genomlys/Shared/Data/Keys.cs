using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;

namespace Genomlys.Shared.Data;

/// <summary>
/// The keys that forms and cookies are sealed with lie beside the data and move with it: in <c>Keys:Folder</c>, otherwise in a folder "keys" beside the SQLite file.
/// On PostgreSQL the folder must be said. They are sealed themselves, with the <see cref="MasterKey"/>.
/// </summary>
internal static class Keys
{
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("Genomlys");
        services.AddSingleton<Sealing>();
        if (IsPassing(configuration))
        {
            services.AddSingleton(MasterKey.Passing());
            keys.UseEphemeralDataProtectionProvider();
            return;
        }
        var folder = Directory.CreateDirectory(Folder(configuration) ?? throw new SettingException(Words.Kernel["NoKeysFolder"]));
        services.AddSingleton(MasterKey.Of(configuration, folder.FullName));
        services.AddOptions<KeyManagementOptions>().Configure<Sealing, ILoggerFactory>((o, sealing, logs) => (o.XmlEncryptor, o.XmlRepository) = (new SealedKeys(sealing), new KeptKeys(folder, logs)));
    }

    /// <summary>A database in memory is gone when the program ends, and its keys with it.</summary>
    private static bool IsPassing(IConfiguration configuration) => configuration["Keys:Folder"] is null && Embedded(configuration) is { } database && (database.Mode is SqliteOpenMode.Memory || database.DataSource is "" or ":memory:");

    /// <summary>Where the keys lie; null on PostgreSQL when it is not said.</summary>
    internal static string? Folder(IConfiguration configuration) => configuration["Keys:Folder"] ?? (DatabaseFile(configuration) is { } file ? Path.Combine(Path.GetDirectoryName(file)!, "keys") : null);

    /// <summary>The file of the embedded database; null on PostgreSQL.</summary>
    internal static string? DatabaseFile(IConfiguration configuration) => Embedded(configuration) is { } database ? Path.GetFullPath(database.DataSource) : null;

    private static SqliteConnectionStringBuilder? Embedded(IConfiguration configuration) =>
        configuration["Database:Provider"] is null or "Sqlite" ? new SqliteConnectionStringBuilder(configuration["Database:Connection"] ?? Databases.Embedded) : null;
}

/// <summary>The key ring, each key whole or not there: the framework's own forces nothing to the disk, and does not start on half a file.</summary>
internal sealed class KeptKeys(DirectoryInfo folder, ILoggerFactory logs) : FileSystemXmlRepository(folder, logs)
{
    public override void StoreElement(XElement element, string friendlyName) => KeptFile.Write(Path.Combine(Directory.FullName, friendlyName + ".xml"), element.ToString());
}
