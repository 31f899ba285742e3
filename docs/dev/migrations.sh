#!/usr/bin/env bash
# Writes the migrations of both databases anew. Until the first release there is one of each, made from the model as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore >/dev/null
folder=src/Genomlys/Shared/Data/Migrations
rm -rf "$folder"
dotnet build src/Genomlys -p:RunAnalyzers=false -v quiet
for one in Sqlite:SqliteDb Postgres:PostgresDb; do
  dotnet ef migrations add Initial --project src/Genomlys --context "${one#*:}" --output-dir "Shared/Data/Migrations/${one%:*}" --no-build
done
# The moment of generation is no fact of the schema: a fixed name keeps the same model the same files.
for file in "$folder"/*/*_Initial*.cs; do
  sed -i -E 's/\[Migration\("[0-9]+_Initial"\)\]/[Migration("00000000000001_Initial")]/' "$file"
  mv "$file" "$(dirname "$file")/$(basename "$file" | sed -E 's/^[0-9]+_/00000000000001_/')"
done
