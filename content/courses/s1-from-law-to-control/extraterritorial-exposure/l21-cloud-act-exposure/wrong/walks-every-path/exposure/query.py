"""Follows owners upwards, one path at a time."""


def above(db, party):
    yield party
    for (owner,) in db.execute("SELECT owner FROM holdings WHERE owned = ? AND percent >= 50", (party,)).fetchall():
        yield from above(db, owner)


def exposure(db):
    law = db.execute("SELECT value FROM settings WHERE name = 'law'").fetchone()[0]
    anchors = {party for (party,) in db.execute("SELECT id FROM parties WHERE country = ?", (law,))}
    rows = []
    for (workload,) in db.execute("SELECT id FROM workloads ORDER BY id").fetchall():
        through = set()
        because = set()
        for (holder,) in db.execute("SELECT holder FROM copies WHERE workload = ?", (workload,)).fetchall():
            found = anchors & set(above(db, holder))
            if found:
                through.add(holder)
                because |= found
        verdict = "exposed" if through else "not-exposed"
        rows.append({"workload": workload, "verdict": verdict, "through": through, "because": because})
    return rows
