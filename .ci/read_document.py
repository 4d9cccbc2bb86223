"""Reads a page that `brief -o FILE.docx` wrote, with a reader that shares nothing with the writer, and compares its words with the
same page in Markdown. Run: python3 .ci/read_document.py FILE.docx FILE.md"""

import re
import sys

import docx


def of_markdown(text):
    """The lines of the page without the marks of headings, points and numbers."""
    lines = (re.sub(r"^(#+ |- |\d+\. |\*)", "", line).rstrip("*") for line in text.splitlines() if line)
    return [line.replace("\\", "") for line in lines]


def main(document, page):
    paragraphs = docx.Document(document).paragraphs
    read = [paragraph.text for paragraph in paragraphs]
    with open(page, encoding="utf-8") as file:
        written = of_markdown(file.read())
    for at, (one, other) in enumerate(zip(read, written)):
        if one != other:
            sys.exit(f"paragraph {at + 1} of {document}:\n  {one}\nis in {page}:\n  {other}")
    if len(read) != len(written):
        sys.exit(f"{document} has {len(read)} paragraphs, {page} {len(written)}")
    headings = [paragraph for paragraph in paragraphs if paragraph.style.name.lower().startswith("heading")]
    if len(headings) < 3:
        sys.exit(f"{document} has {len(headings)} headings")
    print(f"{document}: {len(read)} paragraphs, {len(headings)} headings, read back")


main(*sys.argv[1:])
