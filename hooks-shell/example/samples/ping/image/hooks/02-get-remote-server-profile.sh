#!/usr/bin/env sh
echo "fetching ${SERVER_PROFILE_URL:-no remote profile}"
