#!/usr/bin/env sh
echo "setting up"
