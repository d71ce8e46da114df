"""The rules of the room. Only what is written into the folder of a release, and what answer() returns, ever leaves."""

from files import write_rows
from media import scrub


def publish(release, calls, media, policy, secret, folder, audit):
    """Writes rows.csv and the scrubbed media into the folder."""
    rows = [
        {
            'caller': call['phone'],
            'month': call['at'][:7],
            'ward': call['ward'],
            'topic': call['topic'],
            'age': call['age'],
        }
        for call in calls
    ]
    write_rows(folder / 'rows.csv', rows)
    for source in media:
        scrub(source, folder / source.name)


def answer(question, calls, policy, secret, audit):
    """{'answer': number} or {'refused': reason}"""
    return {'answer': len(calls)}
