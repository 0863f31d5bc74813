#!/bin/bash
# As the official one: options alone are mongod's.
[[ ${1:-} == -* ]] && set -- mongod "$@"
exec "$@"
