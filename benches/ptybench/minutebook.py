"""What ptybench has to know about minutebook.  Each line of ptybench's document becomes an entry (each "## " line an agenda
item), so that `plain` gives back the same text to the byte.  The program is $MINUTEBOOK_BIN, else target/release/minutebook."""
import os
import re
import zlib

from adapter import Adapter, put

BIN = os.environ.get("MINUTEBOOK_BIN") or "minutebook"
SECTION = 42                       # lines of a section: its heading, a blank line, 20 paragraphs and the blank lines behind them
HEAD = 2                           # lines before the first section


def ron(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


class Minutebook(Adapter):
    version_argv = [BIN, "--version"]
    promise = "every key is in the journal before it is on the screen"
    keys_save = [b"\x13"]
    keys_quit = [b"\x11"]

    def prepare(self, home):
        put(home + "/.config/minutebook/config.ron", "(smart_quotes: false)\n")

    def make(self, path, doc):
        lines = doc.text.split("\n")[:-1]
        items = []
        for at, line in enumerate(lines[HEAD:]):
            if at % SECTION == 0:
                items.append((line, []))
            else:
                items[-1][1].append(line)
        out = ["#![enable(implicit_some)]", "(", "  format: 1,", '  id: "%08x",' % zlib.crc32(path.encode()), "  saved: 0,",
               "  step: 0,", "  meeting: (", "    head: (body: %s)," % ron(lines[0]), "    items: ["]
        for n, (title, entries) in enumerate(items, 1):
            out.append('      (id: (%d), head: (number: "%d", title: %s), minutes: [' % (n, n, ron(title)))
            out += ["        (id: (%d), text: %s)," % (k, ron(text)) for k, text in enumerate(entries, 1)]
            out.append("      ]),")
        text = "\n".join(out + ["    ],", "  ),", ")"]) + "\n"
        data = text.encode()
        path = os.path.splitext(path)[0] + ".ron"
        put(path, text + "// checksum %08x of %d bytes\n" % (zlib.crc32(data), len(data)))
        return path

    def argv(self, path, line=None, col=None):
        at = []
        if line:
            section, entry = divmod(line - 1 - HEAD, SECTION)
            at = ["--at", "%d/minutes/%d:%d" % (section + 1, entry, col - 1)]
        return [BIN, path] + at

    def plain(self, path):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        string = r'(?:"((?:[^"\\]|\\.)*)"|r(#*)"(.*?)"\2)'
        lines = []
        for name, plain, _, raw in re.findall(r"\b(body|title|text): " + string, text, re.S):
            if name == "title" and not lines:
                continue
            lines.append(raw or re.sub(r"\\(.)", r"\1", plain))
            if name == "body":
                lines.append("")
        return ("\n".join(lines) + "\n").encode()

    def recover(self, path, home, work):
        return [self.plain(path)] if os.path.exists(path) else []


adapter = Minutebook
