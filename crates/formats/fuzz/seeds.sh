#!/bin/sh
# Writes the lines of the fixtures, one a file, to corpus/seeds: whole, and from where a syntax begins in them.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/seeds
find ../../../fixtures -name basic.log -o -name hostile.log | sort | xargs cat | LC_ALL=C awk '
    function keep(text) {
        if (text == "" || length(text) > 16384 || (text in kept)) return
        kept[text] = 1
        file = sprintf("corpus/seeds/%05d", ++count)
        printf "%s", text > file
        close(file)
    }
    {
        keep($0)
        marks = split("{|CEF:|LEEF:|<Event|[**]|[1:|GET |POST |date=|\"", mark, "|")
        for (at = 1; at <= marks; at++)
            if (from = index($0, mark[at])) keep(substr($0, from))
    }
    END { print count " seeds" }
'
