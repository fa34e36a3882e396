"""Compile what Wagtail says in our words: `python -m devtools.messages` writes a .mo file beside each .po file.

Django's own command needs gettext on the machine; the site is run without it, so the compiled file is kept too.
"""

import ast
import re
import struct
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "locale" / "nl" / "LC_MESSAGES"
CATALOGUE = _FOLDER / "django.po"
SCRIPTS = _FOLDER / "djangojs.po"
_MAGIC = 0x950412DE
_HEAD = 28
_LINE = re.compile(r'^(?:(msgid|msgid_plural|msgstr)(?:\[\d\])? )?(".*")$', re.MULTILINE)


def read_messages(source: str) -> dict[str, str]:
    r"""Return the messages of a .po file, with the forms of a plural joined by NUL, as a .mo file keeps them.

    Contexts and remarks are passed over.
    """
    messages = {}
    for entry in source.split("\n\n"):
        texts: dict[str, list[str]] = {"msgid": [], "msgstr": []}
        for keyword, text in _LINE.findall(entry):
            if keyword:
                forms = texts[keyword.removesuffix("_plural")]
                forms.append("")
            forms[-1] += ast.literal_eval(text)
        if texts["msgid"]:
            messages["\0".join(texts["msgid"])] = "\0".join(texts["msgstr"])
    return messages


def compile_messages(messages: dict[str, str]) -> bytes:
    """Return `messages` as a .mo file: a head, the places of the sorted originals, those of their words, the texts."""
    pairs = sorted((original.encode(), words.encode()) for original, words in messages.items())
    texts = [original for original, _ in pairs] + [words for _, words in pairs]
    place = _HEAD + 8 * len(texts)
    places = b""
    for text in texts:
        places += struct.pack("<2I", len(text), place)
        place += len(text) + 1
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEAD, _HEAD + 8 * len(pairs), 0, _HEAD + 8 * len(texts))
    return head + places + b"".join(text + b"\0" for text in texts)


if __name__ == "__main__":
    for catalogue in (CATALOGUE, SCRIPTS):
        catalogue.with_suffix(".mo").write_bytes(compile_messages(read_messages(catalogue.read_text())))
