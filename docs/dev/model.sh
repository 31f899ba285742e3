#!/usr/bin/env bash
# Writes anew what follows from the model: the migrations of both databases, and the compiled model of the embedded one, which starts with it.
# Until the first release there is one migration of each, made from the model as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore >/dev/null
migrations=src/Genomlys/Shared/Data/Migrations
compiled=src/Genomlys/Compiled
export WithoutModel=true   # the old one may not fit any more
rm -rf "$migrations"
find "$compiled" -name '*.cs' ! -name Filters.cs -delete
dotnet build src/Genomlys -p:RunAnalyzers=false -v quiet
for one in Sqlite:SqliteDb Postgres:PostgresDb; do
  dotnet ef migrations add Initial --project src/Genomlys --context "${one#*:}" --output-dir "Shared/Data/Migrations/${one%:*}" --no-build
done
dotnet ef dbcontext optimize --project src/Genomlys --context SqliteDb --output-dir Compiled --namespace Genomlys.Compiled --no-build
# The moment of generation is no fact of the schema: a fixed name keeps the same model the same files.
for file in "$migrations"/*/*_Initial*.cs; do
  sed -i -E 's/\[Migration\("[0-9]+_Initial"\)\]/[Migration("00000000000001_Initial")]/' "$file"
  mv "$file" "$(dirname "$file")/$(basename "$file" | sed -E 's/^[0-9]+_/00000000000001_/')"
done
# Nor is the model's own number, which changes each time.
sed -i -E 's/modelId: new Guid\("[^"]*"\)/modelId: new Guid("00000000-0000-0000-0000-000000000001")/' "$compiled/SqliteDbModelBuilder.cs"
