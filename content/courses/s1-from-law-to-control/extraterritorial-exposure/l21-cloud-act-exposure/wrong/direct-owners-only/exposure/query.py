"""Who is within reach of the law, and which workloads are exposed through them? The rules stand in the README."""

IN_FORCE = """
CREATE TEMP TABLE today_holds AS SELECT owner, owned, percent FROM holdings
WHERE from_on <= :today AND (until_on IS NULL OR :today <= until_on)
"""
RIGHTS = """
CREATE TEMP TABLE today_rights AS SELECT holder, over FROM rights
WHERE kind <> 'observer' AND from_on <= :today AND (until_on IS NULL OR :today <= until_on)
"""
START = """
CREATE TEMP TABLE control (who TEXT, over TEXT, PRIMARY KEY (who, over));
INSERT INTO control SELECT id, id FROM parties;
"""
BY_SHARES = """
INSERT OR IGNORE INTO control
SELECT c.who, h.owned FROM control c JOIN today_holds h ON h.owner = c.over
GROUP BY c.who, h.owned HAVING SUM(h.percent) >= 50
"""
BY_RIGHTS = """
INSERT OR IGNORE INTO control
SELECT c.who, r.over FROM control c JOIN today_rights r ON r.holder = c.over
"""
ANCHORS = """
SELECT id FROM parties WHERE country = :law
UNION SELECT party FROM presences WHERE kind = 'branch' AND country = :law
"""
SESSIONS = """
SELECT workload, party, seat FROM support
WHERE access = 'content' AND from_on <= :today AND (until_on IS NULL OR :today <= until_on)
"""


def both(one, other):
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def some(values):
    if True in values:
        return True
    return None if None in values else False


def exposure(db):
    settings = dict(db.execute("SELECT name, value FROM settings"))
    controllers = controllers_of(db, settings)
    anchors = {party for (party,) in db.execute(ANCHORS, settings)}
    veiled = {party for (party,) in db.execute("SELECT id FROM parties WHERE country IS NULL")}
    reach = {
        party: True if above & anchors else None if above & veiled else False for party, above in controllers.items()
    }
    routes = {workload: [] for (workload,) in db.execute("SELECT id FROM workloads")}
    add_copies(db, reach, routes)
    for workload, party, seat in db.execute(SESSIONS, settings):
        routes[workload].append((True if seat == settings["law"] else reach[party], {party}))
    rows = []
    for workload, found in routes.items():
        verdict = {True: "exposed", False: "not-exposed", None: "unknown"}[some([sure for sure, _ in found])]
        through = {party for sure, parties in found if sure for party in parties}
        because = {one for party in through for one in controllers[party] & anchors}
        rows.append({"workload": workload, "verdict": verdict, "through": through, "because": because})
    return rows


def controllers_of(db, settings):
    db.execute(IN_FORCE, settings)
    db.execute(RIGHTS, settings)
    db.executescript(START)
    db.execute(BY_RIGHTS)
    db.execute(BY_SHARES)
    controllers = {}
    for who, over in db.execute("SELECT who, over FROM control"):
        controllers.setdefault(over, set()).add(who)
    return controllers


def add_copies(db, reach, routes):
    users = {}
    for key, party in db.execute("SELECT key_id, party FROM key_users"):
        users.setdefault(key, []).append(party)
    for workload, holder, key in db.execute("SELECT workload, holder, key_id FROM copies"):
        able = users.get(key, [])
        readable = True if key is None else some([reach[party] for party in able] or [None])
        parties = {holder, *(party for party in able if reach[party])}
        routes[workload].append((both(reach[holder], readable), parties))
