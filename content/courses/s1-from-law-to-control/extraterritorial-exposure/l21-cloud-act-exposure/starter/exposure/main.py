"""Reads graphs as SQL scripts, asks exposure/query.py about each, and prints one line of JSON per workload.

    python3 exposure/main.py             the graph in graph/graph.sql, as a table
    python3 exposure/main.py --graphs    a JSON list of scripts on standard input
"""

import json
import sqlite3
import sys

from query import exposure


def load(script):
    db = sqlite3.connect(":memory:")
    db.executescript(script)
    return db


def rows_of(db):
    for row in exposure(db):
        yield {
            "workload": row["workload"],
            "verdict": row["verdict"],
            "through": sorted(row["through"]),
            "because": sorted(row["because"]),
        }


def main():
    if "--graphs" in sys.argv[1:]:
        for number, script in enumerate(json.load(sys.stdin)):
            for row in rows_of(load(script)):
                print(json.dumps({"graph": number, **row}))
        return
    with open("graph/graph.sql", encoding="utf-8") as file:
        db = load(file.read())
    for row in rows_of(db):
        through, because = ", ".join(row["through"]) or "-", ", ".join(row["because"]) or "-"
        print(f"{row['verdict']:<12} {row['workload']:<28} through {through}; because {because}")


if __name__ == "__main__":
    main()
