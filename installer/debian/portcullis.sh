#!/bin/sh
# "portcullis" is the console, which has a launcher of its own; "portcullis COMMAND" is everything else.
case ${1-console} in
    console) exec /usr/lib/portcullis/bin/portcullis-console "$@" ;;
    *) exec /usr/lib/portcullis/bin/portcullis "$@" ;;
esac
