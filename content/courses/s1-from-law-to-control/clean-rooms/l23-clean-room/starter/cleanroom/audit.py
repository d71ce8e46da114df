"""The audit: one JSON object a line in state/audit.jsonl, in the order in which things happened. It never leaves the room."""

import json
import os


class Audit:
    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        self.path = folder / 'audit.jsonl'

    def append(self, entry):
        """On the disk when this returns."""
        with open(self.path, 'a', encoding='utf-8') as file:
            file.write(json.dumps(entry, ensure_ascii=False) + '\n')
            file.flush()
            os.fsync(file.fileno())

    def entries(self):
        if not self.path.exists():
            return []
        with open(self.path, encoding='utf-8') as file:
            return [json.loads(line) for line in file]
