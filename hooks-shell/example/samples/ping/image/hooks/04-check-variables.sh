#!/usr/bin/env sh
test -n "${LICENSE_KEY}" || echo "WARNING: LICENSE_KEY is not set"
