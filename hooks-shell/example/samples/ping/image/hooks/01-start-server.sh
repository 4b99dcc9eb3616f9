#!/usr/bin/env sh
echo "starting $(hostname 2>/dev/null || echo container)"
