#!/usr/bin/env sh
echo "license: ${LICENSE_KEY:+present}"
