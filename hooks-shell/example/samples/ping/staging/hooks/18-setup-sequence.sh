#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

run_hook "181-install-extensions.sh"
run_hook "182-pre-setup.sh"
run_hook "183-run-setup.sh"
