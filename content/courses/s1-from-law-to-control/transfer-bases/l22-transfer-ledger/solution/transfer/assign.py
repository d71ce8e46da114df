"""On what basis may a flow go, and is a record due? The rules stand in the README."""

from datetime import date

OLDEST_CHECK_DAYS = 365
TO_BE_TOLD = {"country", "system", "measures"}


def assign(flow, ledger):
    """The basis, and True where a record is due."""
    basis = basis_of(flow, ledger)
    as_at_home = basis in ("domestic", "designated", "equivalent")
    return basis, basis == "consent" or (as_at_home and flow["ground"] == "third-party")


def basis_of(flow, ledger):
    countries = {recipient["id"]: recipient["country"] for recipient in ledger["recipients"]}
    country = countries.get(flow["recipient"])
    if country is None:
        return "refuse"
    if flow["mode"] == "store" and is_storage(flow, ledger):
        return "not-provided"
    if country == ledger["home"]:
        return "domestic" if has_ground(flow, ledger) else "refuse"
    if is_designated(country, flow, ledger):
        return "designated" if has_ground(flow, ledger) else "refuse"
    if has_measures(flow, ledger) and has_ground(flow, ledger):
        return "equivalent"
    return "consent" if everybody_agrees(flow, ledger, country) else "refuse"


def in_force(entry, day):
    return entry["from"] <= day and (entry["until"] is None or day <= entry["until"])


def is_storage(flow, ledger):
    return any(
        entry["excludesHandling"] is True and entry["accessControl"] is True and in_force(entry, flow["on"])
        for entry in ledger["storage"]
        if entry["recipient"] == flow["recipient"]
    )


def is_designated(country, flow, ledger):
    return any(country in entry["countries"] and in_force(entry, flow["on"]) for entry in ledger["designations"])


def has_ground(flow, ledger):
    if flow["ground"] == "third-party":
        return everybody_agrees(flow, ledger, None)
    if flow["ground"] == "entrustment":
        return any(covers(entry, flow) and in_force(entry, flow["on"]) for entry in ledger["entrustments"])
    return any(
        flow["recipient"] in entry["recipients"]
        and flow["purpose"] in entry["purposes"]
        and set(flow["items"]) <= set(entry["items"])
        and entry["noticedOn"] <= flow["on"]
        for entry in ledger["jointUse"]
    )


def covers(entry, flow):
    return entry["recipient"] == flow["recipient"] and flow["purpose"] in entry["purposes"]


def has_measures(flow, ledger):
    return any(
        covers(entry, flow)
        and in_force(entry, flow["on"])
        and (entry["stopped"] is None or flow["on"] < entry["stopped"])
        and any(0 <= age(check, flow["on"]) <= OLDEST_CHECK_DAYS for check in entry["checks"])
        for entry in ledger["measures"]
    )


def age(check, day):
    return (date.fromisoformat(day) - date.fromisoformat(check)).days


def everybody_agrees(flow, ledger, informed_about):
    """With a country: consent under article 28, which has to name it. With None: consent as at home."""
    return bool(flow["people"]) and all(agrees(person, flow, ledger, informed_about) for person in flow["people"])


def agrees(person, flow, ledger, informed_about):
    own = [entry for entry in ledger["consents"] if entry["person"] == person and entry["on"] <= flow["on"]]
    ends = [entry["on"] for entry in own if entry["action"] == "withdraw" and ends_for(entry, flow)]
    return any(
        covers(entry, flow)
        and set(flow["items"]) <= set(entry["items"])
        and (informed_about is None or is_informed(entry, informed_about))
        and not any(entry["on"] <= end for end in ends)
        for entry in own
        if entry["action"] == "give"
    )


def ends_for(entry, flow):
    same_recipient = entry["recipient"] is None or entry["recipient"] == flow["recipient"]
    return same_recipient and (entry["purposes"] is None or flow["purpose"] in entry["purposes"])


def is_informed(entry, country):
    return entry["country"] == country and TO_BE_TOLD <= set(entry["told"])
