#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "starting $(hostname 2>/dev/null || echo container)"
run_hook "02-get-remote-server-profile.sh"
run_hook "03-build-run-plan.sh"
run_hook "04-check-variables.sh"
run_hook "05-expand-templates.sh"
run_hook "06-copy-product-bits.sh"
run_hook "07-apply-server-profile.sh"
run_hook "09-build-motd.sh"
