"""On what basis may a flow go, and is a record due? The rules stand in the README."""


def assign(flow, ledger):
    """The basis, and True where a record is due."""
    # So far: whoever receives at home is fine, and everybody else has to be asked about.
    countries = {recipient["id"]: recipient["country"] for recipient in ledger["recipients"]}
    if countries.get(flow["recipient"]) == ledger["home"]:
        return "domestic", False
    return "refuse", False
