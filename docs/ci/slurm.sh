#!/bin/bash
# sbatch docs/ci/slurm.sh, and when it has ended: npx flowproof merge shard-*.json --json report.json
#SBATCH --job-name=flowproof
#SBATCH --array=1-8
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
set -euo pipefail
npx flowproof check --shard auto --json "shard-$SLURM_ARRAY_TASK_ID.json" --cache "$PWD/.flowproof/cache"
