#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "first start"
run_hook "17-check-license.sh"
run_hook "18-setup-sequence.sh"
