using System.CommandLine;
using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Backup;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>The embedded database to a file and back. PostgreSQL has tools of its own for that, and the verbs say so.</summary>
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
            if (Keys.DatabaseFile(app.Configuration) is not { } database)
                return await Cli.RefuseAsync(Cli.Texts["Backup.Postgres"]);
            await using var scope = app.Work();
            await scope.ServiceProvider.GetRequiredService<AuditTree>().CheckpointAsync(stop, isWhole: true);   // what the backup holds is signed
            var target = Path.GetFullPath(said.GetValue(to)!);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var manifest = BackupWriter.Write(database, Keys.Folder(app.Configuration), Keys.AttachmentFolder(app.Configuration), app.Services.GetRequiredService<AuditKey>(), app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), target);
            Console.WriteLine(Cli.Texts.Format("Backup.Done", target, manifest.Rows.Values.Sum(), manifest.LogSize, manifest.LogRoot));
            if (manifest.Lost is [_, ..])
                await Console.Error.WriteLineAsync(Cli.Texts.Format("Backup.Lost", manifest.Lost.Count, string.Join(", ", manifest.Lost.Take(MostNamed))));
            return Cli.Done;
        });
        return verb;
    }

    public static Command Restore()
    {
        var file = new Argument<string>("file") { Description = Cli.Texts["Restore.File"] };
        var master = new Option<string>("--master-key") { Description = Cli.Texts["Restore.MasterKey"], Required = true };
        var replace = new Option<bool>("--replace") { Description = Cli.Texts["Restore.Replace"] };
        var verb = new Command("restore", Cli.Texts["Restore"]) { file, master, replace };
        verb.SetAction((said, _) =>
        {
            var settings = WebApplication.CreateSlimBuilder([]).Configuration;   // and nothing else of the program: what lives is not touched before the backup has been tried
            return Keys.DatabaseFile(settings) is { } database
                ? RestoreAsync(said.GetValue(file)!, said.GetValue(master)!, said.GetValue(replace), database, Keys.Folder(settings)!, Keys.AttachmentFolder(settings))
                : Cli.RefuseAsync(Cli.Texts["Backup.Postgres"]);
        });
        return verb;
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
            PutInPlace(work, database, keys, attachments, master);
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
    private static void PutInPlace(string work, string database, string keys, string attachments, string master)
    {
        var aside = $".before-{TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        var masterKey = File.ReadAllText(master);
        foreach (var old in new[] { database, database + "-wal", database + "-shm" }.Where(File.Exists))
            File.Move(old, old + aside);
        foreach (var (folder, from) in new[] { (keys, BackupWriter.Keys), (attachments, BackupWriter.Attachments) })
        {
            if (Directory.Exists(folder))
                Directory.Move(folder, folder + aside);
            AttachmentFiles.Make(folder);
            foreach (var file in Directory.Exists(Path.Combine(work, from)) ? Directory.EnumerateFiles(Path.Combine(work, from)) : [])
                File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        MasterKey.Put(masterKey, keys);
        File.Move(Path.Combine(work, BackupWriter.Database), database);
    }

    private static IEnumerable<string> Schemas()
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite("Data Source=:memory:");
        using var db = Databases.Alone(options.Options, Shared.Registers.RegisterBook.Of(Modules.All));
        return db.Database.GetMigrations().ToList();
    }
}
