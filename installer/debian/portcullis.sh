#!/bin/sh
# "portcullis" is the console, which has a launcher of its own; "portcullis COMMAND" is everything else.
bin=$(dirname "$(readlink -f "$0")")/../lib/portcullis/bin
case ${1-console} in
    console) exec "$bin/portcullis-console" "$@" ;;
    *) exec "$bin/portcullis" "$@" ;;
esac
