#!/usr/bin/env bash
# Writes docs/openapi.json and docs/openapi.en.json anew, from the program as it is. Look at the difference before it is committed: others build on it.
set -euo pipefail
cd "$(dirname "$0")/../.."
GENOMLYS_RENEW=1 dotnet run --project tests/Genomlys.Tests -- --filter-method '*OpenApiTests.The_committed*'
git --no-pager diff --stat -- docs/openapi.json docs/openapi.en.json
