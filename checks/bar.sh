# Sums up a bar: `bar 6 Sqlite PostgreSQL` prints one line of JSON and fails when the bar is not held.
# The tests of the bar write a line each (Bar.Hold). When ./test has just run them, their lines are read; otherwise they are built and run here.
bar() {
  local number="$1" lines="${GENOMLYS_BARS:-}" ended=0 program scratch=""
  shift
  cd "$(dirname "${BASH_SOURCE[0]}")/.." || return 2
  if [[ -z "$lines" ]] || ! grep -q "^{\"bar\":$number," "$lines" 2>/dev/null; then
    scratch="$(mktemp)" lines="$scratch"
    dotnet build Genomlys.slnx --configuration Release --verbosity quiet -nologo -m:1 -p:RunAnalyzers=false >&2 || ended=1
    for program in Genomlys.Tests Genomlys.Browser.Tests; do
      GENOMLYS_BARS="$lines" dotnet exec "tests/$program/bin/Release/net10.0/$program.dll" --no-ansi --no-progress --ignore-exit-code 8 --filter-trait "Bar=$number" >&2 || ended=1
    done
  fi
  node -e '
    const [file, number, ended, ...databases] = process.argv.slice(1)
    const lines = require("fs").readFileSync(file, "utf8").split("\n").filter(Boolean).map(JSON.parse).filter(l => l.bar == number)
    const without = databases.filter(d => !lines.some(l => l.database == d))
    const notRun = process.env.GENOMLYS_TEST_POSTGRES ? [] : without.filter(d => d == "PostgreSQL")   // there was no server to ask
    const said = new Set(lines.map(l => l.what))
    const uneven = [...said].filter(w => lines.find(l => l.what == w).database != "none" && databases.some(d => d != "none" && !notRun.includes(d) && !lines.some(l => l.what == w && l.database == d)))
    const worst = lines.toSorted((a, b) => a.pass - b.pass || Math.abs(a.value - a.limit) - Math.abs(b.value - b.limit))[0]
    const missing = [...without.filter(d => !notRun.includes(d)), ...uneven]
    const pass = ended == 0 && lines.length > 0 && missing.length == 0 && lines.every(l => l.pass)
    console.log(JSON.stringify({
      bar: +number, databases: databases.filter(d => !without.includes(d)), what: worst?.what, value: worst?.value ?? null, limit: worst?.limit ?? null, pass, measured: lines.length,
      seed: worst?.seed, missing: missing.length ? missing : undefined, notRun: notRun.length ? notRun : undefined }))
    process.exit(pass ? 0 : 1)' "$lines" "$number" "$ended" "$@"
  ended=$?
  [[ -n "$scratch" ]] && rm -f "$scratch"
  return $ended
}
