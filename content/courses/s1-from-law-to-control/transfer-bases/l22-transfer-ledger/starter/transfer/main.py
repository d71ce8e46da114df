"""Reads a ledger, asks transfer/assign.py about each flow, and prints one line per flow.

    python3 transfer/main.py              the ledger in ledger/, as a table
    python3 transfer/main.py --ledgers    a JSON list of ledgers on standard input
"""

import json
import sys

from assign import assign

FILES = ["register", "agreements", "consents", "flows"]


def read_ledger():
    ledger = {}
    for name in FILES:
        with open(f"ledger/{name}.json", encoding="utf-8") as file:
            ledger.update(json.load(file))
    return ledger


def main():
    if "--ledgers" in sys.argv[1:]:
        for number, ledger in enumerate(json.load(sys.stdin)):
            for flow in ledger["flows"]:
                basis, record = assign(flow, ledger)
                print(json.dumps({"ledger": number, "flow": flow["id"], "basis": basis, "record": record}))
        return
    ledger = read_ledger()
    for flow in sorted(ledger["flows"], key=lambda one: one["on"]):
        basis, record = assign(flow, ledger)
        what = f"{flow['mode']}, {flow['ground']}, {flow['purpose']}"
        print(f"{flow['on']} {flow['recipient']:<28} {what:<36} {basis:<13} {'record' if record else '-'}")


if __name__ == "__main__":
    main()
