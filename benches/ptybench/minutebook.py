"""What ptybench has to know about minutebook.  Each line of ptybench's document becomes an entry (each "## " line an agenda
item), so that `plain` gives back the same text to the byte.  The program is $MINUTEBOOK_BIN, else target/release/minutebook."""
import json
import os
import re
import subprocess
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
        meeting = ["(head: (body: %s), items: [" % ron(lines[0])]
        for n, (title, entries) in enumerate(items, 1):
            meeting.append('(id: (%d), head: (number: "%d", title: %s), minutes: [' % (n, n, ron(title)))
            meeting += ["(id: (%d), text: %s)," % (k, ron(text)) for k, text in enumerate(entries, 1)]
            meeting.append("]),")
        meeting.append("])")
        path = os.path.splitext(path)[0] + ".ron"
        name = "%08x" % zlib.crc32(path.encode())
        data = ("#![enable(implicit_some)]\n(\n  format: 1,\n  id: \"%s\",\n  saved: 1,\n  step: 1,\n  meeting: %s,\n)\n"
                % (name, "\n".join(meeting))).encode()
        put(path, data.decode() + "// checksum %08x of %d bytes\n" % (zlib.crc32(data), len(data)))
        head = "minutebook journal 1 " + name
        begin = '1 (at:"2026-01-01T10:00:00Z",step:1,edits:[Begin(%s)])' % "".join(meeting)
        put(os.path.splitext(path)[0] + ".journal", "%s %08x\n1 %08x %s\n" % (
            head, zlib.crc32(head.encode()), zlib.crc32(begin.encode()), begin[2:]))
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
        """The program's own recovery: any command reads both files, and needs no lock."""
        asked = subprocess.run([BIN, "export", path, "--as", "json"], capture_output=True, env=self.full_env(home), timeout=20)
        if asked.returncode != 0:
            return []
        texts = re.findall(r'"text": ("(?:[^"\\]|\\.)*")', asked.stdout.decode())
        return ["\n".join(json.loads(text) for text in texts).encode()]


adapter = Minutebook
