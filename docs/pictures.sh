#!/usr/bin/env bash
# Takes the README's pictures anew: starts the program on the sample year and looks at the addresses of docs/pictures.txt. Needs Chromium and pdftoppm.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
project=Genomlys.Browser.Tests
dotnet build "tests/$project" --configuration Release --verbosity quiet -nologo
GENOMLYS_PICTURES=1 exec dotnet "tests/$project/bin/Release/net10.0/$project.dll" --filter-class "$project.Pictures" --no-ansi --no-progress --results-directory out/pictures
