"""Who is within reach of the law, and which workloads are exposed through them? The rules stand in the README."""


def exposure(db):
    """One dictionary per workload, with "workload", "verdict", "through" and "because"."""
    law = db.execute("SELECT value FROM settings WHERE name = 'law'").fetchone()[0]
    seats = """
    SELECT DISTINCT w.id, c.holder
    FROM workloads w JOIN copies c ON c.workload = w.id JOIN parties p ON p.id = c.holder
    WHERE p.country = ?
    """
    # So far: a holder with its seat where the law holds. Neither owners, nor keys, nor support, nor what is unknown.
    holders = {}
    for workload, holder in db.execute(seats, (law,)):
        holders.setdefault(workload, set()).add(holder)
    rows = []
    for (workload,) in db.execute("SELECT id FROM workloads ORDER BY id").fetchall():
        through = holders.get(workload, set())
        verdict = "exposed" if through else "not-exposed"
        rows.append({"workload": workload, "verdict": verdict, "through": through, "because": through})
    return rows
