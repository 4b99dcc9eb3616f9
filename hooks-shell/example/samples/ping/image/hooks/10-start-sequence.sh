#!/usr/bin/env sh
echo "first start"
