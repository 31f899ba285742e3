using System.CommandLine;
using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Backup;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Commands;

/// <summary>The database, its keys and its attachments to a file and back.</summary>
internal static class BackupVerbs
{
    private const int MostNamed = 20;

    public static Command Backup()
    {
        var to = new Option<string>("--out") { Description = Cli.Texts["Out"], Required = true };
        var verb = new Command("backup", Cli.Texts["Backup"]) { to };
        verb.SetAction(async (said, stop) =>
        {
            await using var app = await Web.ServicesAsync(stop);
            await using var scope = app.Work();
            await scope.ServiceProvider.GetRequiredService<AuditTree>().CheckpointAsync(stop, isWhole: true);   // what the backup holds is signed
            var target = Path.GetFullPath(said.GetValue(to)!);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var manifest = await WriteAsync(app, scope.ServiceProvider.GetRequiredService<GenomlysDb>(), target, stop);
            Console.WriteLine(Cli.Texts.Format("Backup.Done", target, manifest.Rows.Values.Sum(), manifest.LogSize, manifest.LogRoot));
            if (manifest.Lost is [_, ..])
                await Console.Error.WriteLineAsync(Cli.Texts.Format("Backup.Lost", manifest.Lost.Count, string.Join(", ", manifest.Lost.Take(MostNamed))));
            return Cli.Done;
        });
        return verb;
    }

    private static async Task<BackupManifest> WriteAsync(WebApplication app, GenomlysDb db, string target, CancellationToken stop)
    {
        var (keys, attachments, key, now) = (Keys.Folder(app.Configuration), Keys.AttachmentFolder(app.Configuration), app.Services.GetRequiredService<AuditKey>(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (db is not PostgresDb)
            return BackupWriter.Write(Keys.DatabaseFile(app.Configuration) ?? throw new SettingException(Cli.Texts["Backup.Memory"]), keys, attachments, key, now, target);
        await using var owner = Databases.AsOwner(db, app.Configuration);
        await owner.Database.OpenConnectionAsync(stop);
        return await BackupWriter.WriteAsync((NpgsqlConnection)owner.Database.GetDbConnection(), (await owner.Database.GetAppliedMigrationsAsync(stop)).Last(), keys, attachments, key, now, target, stop);
    }

    public static Command Restore()
    {
        var file = new Argument<string>("file") { Description = Cli.Texts["Restore.File"] };
        var master = new Option<string>("--master-key") { Description = Cli.Texts["Restore.MasterKey"], Required = true };
        var replace = new Option<bool>("--replace") { Description = Cli.Texts["Restore.Replace"] };
        var verb = new Command("restore", Cli.Texts["Restore"]) { file, master, replace };
        verb.SetAction((said, stop) =>
        {
            var settings = Web.Begin([]).Configuration;   // and nothing else of the program: what lives is not touched before the backup has been tried
            return Keys.DatabaseFile(settings) is { } database
                ? RestoreAsync(said.GetValue(file)!, said.GetValue(master)!, said.GetValue(replace), database, Keys.Folder(settings)!, Keys.AttachmentFolder(settings))
                : RestoreAsync(said.GetValue(file)!, said.GetValue(master)!, settings, stop);
        });
        return verb;
    }

    /// <summary>Into a server's database that is empty: whatever lives is in another one, and is not touched.</summary>
    private static async Task<int> RestoreAsync(string backup, string master, IConfiguration settings, CancellationToken stop)
    {
        if (!File.Exists(backup) || !File.Exists(master))
            return await Cli.RefuseAsync(Cli.Texts.Format("NoFile", File.Exists(backup) ? master : backup));
        var keys = Path.GetFullPath(Keys.Folder(settings) ?? throw new SettingException(Words.Kernel["NoKeysFolder"]));
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        var work = Path.Combine(Path.GetDirectoryName(keys)!, $".restore-{Guid.CreateVersion7():N}");
        try
        {
            Directory.CreateDirectory(work);
            await using var db = Databases.Owner(settings, Shared.Registers.RegisterBook.Of(Modules.All));
            var tried = BackupReader.Unpack(backup, new AuditKey(MasterKey.Read(master)), [.. db.Database.GetMigrations()], work);
            if (tried.Manifest is not { } manifest)
                return await Cli.RefuseAsync(Cli.Texts.Format(tried.Refused, backup, tried.What));
            if (!manifest.IsOfServer)
                return await Cli.RefuseAsync(Cli.Texts.Format("Backup.OtherDatabase", backup));
            await db.Database.OpenConnectionAsync(stop);
            var server = (NpgsqlConnection)db.Database.GetDbConnection();
            if ((await PostgresTables.RowsOfAsync(server, stop)).Any(t => t.Value > 0))
                return await Cli.RefuseAsync(Cli.Texts["Restore.NotEmpty"]);
            await db.Database.MigrateAsync(manifest.Schema, stop);
            if (await FilledAsync(server, manifest, work, stop) is { } refused)
                return await Cli.RefuseAsync(Cli.Texts.Format(refused, backup));
            PutInPlace(work, keys, Keys.AttachmentFolder(settings), master);
            await using (await Web.ServicesAsync(stop)) { }   // brings it up to date, and puts up its walls
            Console.WriteLine(Cli.Texts.Format("Restore.Done", server.Database, manifest.Rows.Values.Sum(), manifest.LogSize, manifest.LogRoot, manifest.At));
            return Cli.Done;
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>All of it or nothing; else why it is refused.</summary>
    private static async Task<string?> FilledAsync(NpgsqlConnection server, BackupManifest manifest, string work, CancellationToken stop)
    {
        await using var act = await server.BeginTransactionAsync(stop);
        try
        {
            await PostgresTables.ReadAsync(server, work, stop);
        }
        catch (Exception unreadable) when (unreadable is PostgresException or FileNotFoundException)
        {
            return "Backup.Unreadable";
        }
        var rows = await PostgresTables.RowsOfAsync(server, stop);
        if (rows.Count != manifest.Rows.Count || rows.Any(r => manifest.Rows.GetValueOrDefault(r.Key, -1) != r.Value))
            return "Backup.OtherRows";
        if (!(await PostgresTables.AttachmentsOfAsync(server, stop)).Except(manifest.Lost).ToHashSet().SetEquals(manifest.Attachments))
            return "Backup.OtherAttachments";
        if (await PostgresTables.LogOfAsync(server, stop) != (manifest.LogSize, manifest.LogRoot))
            return "Backup.OtherLog";
        await act.CommitAsync(stop);
        return null;
    }

    private static async Task<int> RestoreAsync(string backup, string master, bool mayReplace, string database, string keys, string attachments)
    {
        if (!File.Exists(backup) || !File.Exists(master))
            return await Cli.RefuseAsync(Cli.Texts.Format("NoFile", File.Exists(backup) ? master : backup));
        if (File.Exists(database) && !mayReplace)
            return await Cli.RefuseAsync(Cli.Texts.Format("Restore.There", database));
        var folder = Path.GetDirectoryName(Path.GetFullPath(database))!;
        Directory.CreateDirectory(folder);
        using var alone = FileLock.Take(database + ".serving");
        if (alone is null)
            return await Cli.RefuseAsync(Words.Kernel.Format("Guard.Running", database));
        var work = Path.Combine(folder, $".restore-{Guid.CreateVersion7():N}");   // on the same disk, so that putting it in place is a move
        try
        {
            Directory.CreateDirectory(work);
            var key = new AuditKey(MasterKey.Read(master));
            var tried = BackupReader.Unpack(backup, key, [.. Schemas()], work);
            if (tried.Manifest is not { } manifest)
                return await Cli.RefuseAsync(Cli.Texts.Format(tried.Refused, backup, tried.What));
            if (manifest.IsOfServer)
                return await Cli.RefuseAsync(Cli.Texts.Format("Backup.OtherDatabase", backup));
            foreach (var old in new[] { database, database + "-wal", database + "-shm" }.Where(File.Exists))
                File.Move(old, old + Aside());
            PutInPlace(work, keys, attachments, master);
            File.Move(Path.Combine(work, BackupWriter.Database), database);
            Console.WriteLine(Cli.Texts.Format("Restore.Done", database, manifest.Rows.Values.Sum(), manifest.LogSize, manifest.LogRoot, manifest.At));
            return Cli.Done;
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>What was there is put aside under the moment, never deleted.</summary>
    private static void PutInPlace(string work, string keys, string attachments, string master)
    {
        var (aside, masterKey) = (Aside(), File.ReadAllText(master));
        foreach (var (folder, from) in new[] { (keys, BackupWriter.Keys), (attachments, BackupWriter.Attachments) })
        {
            if (Directory.Exists(folder))
                Directory.Move(folder, folder + aside);
            AttachmentFiles.Make(folder);
            foreach (var file in Directory.Exists(Path.Combine(work, from)) ? Directory.EnumerateFiles(Path.Combine(work, from)) : [])
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }
        MasterKey.Put(masterKey, keys);
    }

    private static string Aside() => $".before-{TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";

    private static IEnumerable<string> Schemas()
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite("Data Source=:memory:");
        using var db = Databases.Alone(options.Options, Shared.Registers.RegisterBook.Of(Modules.All));
        return db.Database.GetMigrations().ToList();
    }
}
