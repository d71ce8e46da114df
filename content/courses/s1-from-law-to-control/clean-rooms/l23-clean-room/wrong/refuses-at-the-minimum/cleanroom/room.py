"""The rules of the room. Only what is written into the folder of a release, and what answer() returns, ever leaves."""

import hashlib
import hmac
import re
import unicodedata
from collections import defaultdict

from files import digest, write_rows
from media import scrub

DIMENSIONS = ['month', 'ward', 'topic', 'age']


def publish(release, calls, media, policy, secret, folder, audit):
    """Writes rows.csv and the scrubbed media into the folder."""
    rows = [{'caller': pseudonym(secret, release, phone), **cell} for phone, cell in cells_of(calls, policy)]
    people = defaultdict(set)
    for row in rows:
        people[key_of(row)].add(row['caller'])
    shown = [row for row in rows if len(people[key_of(row)]) >= policy['minimum']]
    write_rows(folder / 'rows.csv', sorted(shown, key=lambda row: list(row.values())))
    for number, source in enumerate(media, start=1):
        scrub(source, folder / f'media-{number:03}{source.suffix.lower()}')
    files = {path.name: digest(path) for path in sorted(folder.iterdir())}
    audit.append({'event': 'release', 'release': release, 'files': files})


def answer(question, calls, policy, secret, audit):
    """{'answer': number} or {'refused': reason}"""
    where = question.get('where')
    people = people_of(where, calls, policy, secret)
    decision = decide(people, policy, audit)
    entry = {'event': 'query', 'id': question['id'], 'where': where, **decision}
    # Before the answer leaves: what was answered and forgotten would be lost to the next comparison.
    audit.append({**entry, 'people': sorted(people or [])})
    return decision


def decide(people, policy, audit):
    if people is None:
        return {'refused': 'not-allowed'}
    if len(people) < policy['minimum']:
        return {'refused': 'small'}
    answered = [entry for entry in audit.entries() if 'answer' in entry]
    earlier = {frozenset(entry['people']): entry['answer'] for entry in answered}
    if frozenset(people) in earlier:
        return {'answer': earlier[frozenset(people)]}
    if any(len(people ^ others) <= policy['minimum'] for others in earlier):
        return {'refused': 'difference'}
    if len(earlier) >= policy['budget']:
        return {'refused': 'budget'}
    return {'answer': len(people)}


def people_of(where, calls, policy, secret):
    """Everybody whom the question is about, under names of the room's own; None when it may not be asked."""
    if not isinstance(where, dict):
        return None
    for dimension, values in where.items():
        if dimension not in DIMENSIONS or not isinstance(values, list):
            return None
        if any(value not in listed(dimension, policy) for value in values):
            return None
    return {
        pseudonym(secret, 'audit', phone)
        for phone, cell in cells_of(calls, policy)
        if all(cell[dimension] in values for dimension, values in where.items())
    }


def listed(dimension, policy):
    return [*policy[f'{dimension}s'], 'other']


def cells_of(calls, policy):
    """For each call the number it came from and what may be said of it."""
    wards = {plain(name): ward for ward, names in policy['wards'].items() for name in [ward, *names]}
    topics = {plain(topic): topic for topic in policy['topics']}
    for call in calls:
        month = call['at'][:7]
        yield number_of(call['phone']), {
            'month': month if month in policy['months'] else 'other',
            'ward': wards.get(plain(call.get('ward')), 'other'),
            'topic': topics.get(plain(call.get('topic')), 'other'),
            'age': band_of(call.get('age'), policy['ages']),
        }


def key_of(row):
    return tuple(row[dimension] for dimension in DIMENSIONS)


def band_of(age, bands):
    text = plain(age)
    if not text.isdecimal():
        return 'other'
    return next((name for name, (first, last) in bands.items() if first <= int(text) <= last), 'other')


def plain(text):
    return unicodedata.normalize('NFKC', str(text)).strip().casefold()


def number_of(phone):
    digits = re.sub(r'\D', '', unicodedata.normalize('NFKC', str(phone)))
    return f'0{digits[2:]}' if digits.startswith('81') else digits


def pseudonym(secret, release, number):
    key = hmac.new(secret, release.encode(), hashlib.sha256).digest()
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:16]
