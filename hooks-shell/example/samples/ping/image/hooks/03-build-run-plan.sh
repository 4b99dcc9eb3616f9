#!/usr/bin/env sh
if test -f "${STARTUP_COMMAND}"; then
    plan=RESTART
else
    plan=START
fi
echo "RUN_PLAN=${plan}" >>"${CONTAINER_ENV}"
echo "run plan: ${plan}"
