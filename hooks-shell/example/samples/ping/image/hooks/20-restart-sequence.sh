#!/usr/bin/env sh
echo "restart"
