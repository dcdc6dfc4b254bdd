"""The child process that reads a file: ``python -m egnatia.node.coi.extraction.child KIND`` with the file on its standard input, JSON on its standard output.

Before it looks at the file it takes away from itself the right to open anything: with no free file descriptor there is no file and no socket.
"""

from __future__ import annotations

import codecs
import io
import json
import resource
import sys

from egnatia.node.coi.extraction import blocks

# How older web pages of the region are written: loaded before nothing can be opened any more.
CODE_PAGES = (
    *(f"cp125{last}" for last in range(9)),
    *(f"iso8859_{part}" for part in (1, 2, 3, 5, 6, 7, 9, 15, 16)),
    "koi8_r",
    "mac_cyrillic",
    "utf_16",
    "utf_32",
)
SECONDS = 60
MEMORY = 1536 * 1024 * 1024


def _shut(kind: str) -> None:
    """Load what reading needs, then allow no further open file and no more time and memory than a report needs."""
    for page in CODE_PAGES:
        codecs.lookup(page)
    warm = {"text/html": b"<html><body><p>x</p></body></html>", "text/plain": b"x"}
    if kind in warm:
        blocks.read(warm[kind], kind)
    elif kind == "application/pdf":
        import pypdfium2

        blank = pypdfium2.PdfDocument.new()
        blank.new_page(10, 10)
        blank.save(kept := io.BytesIO())
        blocks.read(kept.getvalue(), kind)
    else:
        import docx

        docx.Document().save(kept := io.BytesIO())
        blocks.read(kept.getvalue(), kind)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def main(kind: str) -> int:
    content = sys.stdin.buffer.read()
    answer = sys.stdout
    _shut(kind)
    try:
        found = blocks.read(content, kind)
    except blocks.Unreadable:
        return 3
    answer.write(json.dumps(found))
    answer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
