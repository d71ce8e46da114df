"""The door of the clean room.

main.py                       makes the release "practice" into out/practice and asks what stands in requests.json
main.py release NAME FOLDER   makes the release NAME into FOLDER
main.py ask                   answers questions, one JSON object a line on standard input
"""

import base64
import json
import os
import secrets
import shutil
import sys
from pathlib import Path

import room
from audit import Audit

STATE = Path('state')
INBOX = STATE / 'inbox'


def read_calls():
    with open('calls.jsonl', encoding='utf-8') as lines:
        return [json.loads(line) for line in lines]


def read_policy():
    return json.loads(Path('policy.json').read_text(encoding='utf-8'))


def read_secret():
    path = STATE / 'secret.key'
    if not path.exists():
        STATE.mkdir(exist_ok=True)
        path.write_text(secrets.token_hex(32))
    return bytes.fromhex(path.read_text().strip())


def unpack_media():
    """The files as they were handed in, under their names and with their times."""
    shutil.rmtree(INBOX, ignore_errors=True)
    INBOX.mkdir(parents=True)
    paths = []
    for entry in json.loads(Path('media.json').read_text(encoding='utf-8')):
        path = INBOX / Path(entry['name']).name
        path.write_bytes(base64.b64decode(entry['bytes']))
        os.utime(path, (entry['modified'], entry['modified']))
        paths.append(path)
    return paths


def release(name, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    room.publish(name, read_calls(), unpack_media(), read_policy(), read_secret(), folder, Audit(STATE))


def ask(questions):
    calls, policy, secret = read_calls(), read_policy(), read_secret()
    for question in questions:
        decision = room.answer(question, calls, policy, secret, Audit(STATE))
        print(json.dumps({'id': question['id'], **decision}), flush=True)


def practice():
    folder = Path('out/practice')
    release('practice', folder)
    for path in sorted(folder.rglob('*')):
        print(f'{path}  {path.stat().st_size} bytes')
    ask(json.loads(Path('requests.json').read_text(encoding='utf-8')))


if sys.argv[1:2] == ['release']:
    release(sys.argv[2], Path(sys.argv[3]))
elif sys.argv[1:2] == ['ask']:
    ask(json.loads(line) for line in sys.stdin if line.strip())
else:
    practice()
