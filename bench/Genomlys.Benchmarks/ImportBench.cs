using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Genomlys.Benchmarks;

/// <summary>
/// 100,000 rows of the training platform's extract through the program's own verb, beside reading the same file, and beside putting its cells
/// unread into a table.
/// </summary>
internal static class ImportBench
{
    private const int Rows = 100_000, Rounds = 3, LeastRate = 20_000, MostMemory = 150;
    private static readonly Encoding Latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("import"))
            return;
        var year = await bench.YearAsync();
        var (many, one) = (bench.Work.File("many.csv"), bench.Work.File("one.csv"));
        Write(many, Rows);
        Write(one, 1);
        var (preview, confirm, memory, read, hand) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Options.Rounds(Rounds); round++)
        {
            Bench.Say($"import {round + 1}");
            var database = bench.Work.File($"import{round}.db");
            File.Copy(year, database);
            var (least, usual) = await ImportAsync(one);
            preview.Add(Rate((await ImportAsync(many, "--dry-run")).Took - least));
            read.Add(Rate(Read(many)));
            hand.Add(Rate(Insert(many, database)));
            var (took, peak) = await ImportAsync(many);
            confirm.Add(Rate(took - least));
            memory.Add(peak - usual);
            File.Delete(database);

            Task<(TimeSpan Took, double Peak)> ImportAsync(string file, params string[] more) => GenomlysProcess.RunAsync(bench.Options.App, database, ["import", "training-platform", file, "--as-of", "2025-11-15", .. more]);
        }
        var (plain, cells) = (Measure.Median(read), Measure.Median(hand));
        foreach (var (what, rate) in new[] { ("previewed", Measure.Median(preview)), ("confirmed", Measure.Median(confirm)) })
        {
            var name = $"import of 100,000 rows, {what}";
            bench.Results.Add(new Result(name, rate, "rows/s") { Against = "cells into a table with four indexes", Other = cells, Target = LeastRate, IsRate = true });
            bench.Results.Add(new Result(name, rate, "rows/s") { Against = "reading the file", Other = plain, IsRate = true });
        }
        bench.Results.Add(new Result("memory for it (VmHWM, over an import of 1)", Measure.Median(memory), "MB") { Target = MostMemory });
    }

    private static double Rate(TimeSpan took) => Rows / took.TotalSeconds;

    private static TimeSpan Read(string file)
    {
        var from = Stopwatch.GetTimestamp();
        var cells = File.ReadLines(file, Latin).Sum(line => line.Split(';').Length);
        return cells > Rows ? Stopwatch.GetElapsedTime(from) : throw new InvalidOperationException("The file is not what was written.");
    }

    /// <summary>The cells as they are, unread and unchecked, by one prepared insert into a table with a key and as many indexes as the register's.</summary>
    private static TimeSpan Insert(string file, string database)
    {
        using var open = new SqliteConnection($"Data Source={database}");
        open.Open();
        Run("create table by_hand (id text primary key, a text, b text, c text, d text, e text, f text, g text, h text, i text); create unique index by_hand1 on by_hand (a, e); create index by_hand2 on by_hand (e, b, f); create index by_hand3 on by_hand (d); create index by_hand4 on by_hand (i)");
        var from = Stopwatch.GetTimestamp();
        using (var act = open.BeginTransaction())
        {
            using var insert = open.CreateCommand();
            insert.Transaction = act;
            insert.CommandText = "insert into by_hand values ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
            for (var n = 0; n < 10; n++)
                insert.Parameters.Add($"${n}", SqliteType.Text);
            foreach (var line in File.ReadLines(file, Latin).Skip(1))
            {
                insert.Parameters[0].Value = $"{Guid.CreateVersion7()}";
                foreach (var (n, cell) in line.Split(';').Index())
                    insert.Parameters[n + 1].Value = cell;
                insert.ExecuteNonQuery();
            }
            act.Commit();
        }
        var took = Stopwatch.GetElapsedTime(from);
        Run("drop table by_hand");
        return took;

        void Run(string sql)
        {
            using var command = open.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The sample's rows again and again, with persons of their own.</summary>
    private static void Write(string file, int count)
    {
        var sample = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "samples", "lindby-2025", "utbildningsplattform-2025-11-15.csv"), Latin);
        File.WriteAllLines(file, [sample[0], .. Enumerable.Range(0, count).Select(n => $"B{n}{sample[1 + (n % (sample.Length - 1))].AsSpan(sample[1 + (n % (sample.Length - 1))].IndexOf(';', StringComparison.Ordinal))}")], Latin);
    }
}
