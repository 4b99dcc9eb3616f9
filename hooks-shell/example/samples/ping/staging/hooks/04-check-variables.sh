#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "log level: ${LOG_LEVEL:-not set}"
