"""The count of Scottish council elections, written from the Order alone, to hold ours against.

SSI 2007/42, schedule 1, rules 45 to 52. Whole numbers of a hundred-thousandth vote, ballot papers in
lists of (preferences, papers, value), one list for each candidate. Slow and plain on purpose; it
shares nothing with the Rust count but the Order.
"""

UNIT = 100_000


def count(seats, candidates, ballots, lot):
    """`ballots` is a list of (number of papers, [candidate, ...]); `lot` lists the lucky first.

    Returns (elected in order, excluded in order, stages); a stage has the votes of every candidate
    who has not been excluded before.
    """
    ballots = [(papers, prefs) for papers, prefs in ballots if prefs]
    total = sum(papers for papers, _ in ballots)
    quota = (total // (seats + 1) + 1) * UNIT
    piles = {c: [] for c in candidates}
    for papers, prefs in ballots:
        piles[prefs[0]].append((prefs, papers, UNIT))
    votes = {c: sum(n * v for _, n, v in piles[c]) for c in candidates}
    elected, excluded, waiting = [], [], []
    stages = []

    def continuing():
        return [c for c in candidates if c not in elected and c not in excluded]

    def decide(tied, pick):
        # "the most recently preceding stage of the count" at which they were unequal, then lot.
        for stage in reversed(stages[:-1]):
            best = pick(stage["votes"][c] for c in tied)
            tied = [c for c in tied if stage["votes"][c] == best]
            if len(tied) == 1:
                return tied[0]
        order = sorted(tied, key=lot.index)
        return order[0] if pick is max else order[-1]

    def hand_on(source, value_of):
        open_to = continuing()
        for prefs, papers, value in piles.pop(source):
            worth = value_of(value)
            following = prefs[prefs.index(source) + 1:]
            target = next((c for c in following if c in open_to), None)
            if target is not None and worth > 0:
                piles[target].append((prefs, papers, worth))
                votes[target] += papers * worth

    while True:
        stage = {"votes": {c: votes[c] for c in candidates if c not in excluded},
                 "elected": [], "excluded": [], "surplus": None}
        stages.append(stage)
        reached = [c for c in continuing() if votes[c] >= quota]
        for c in sorted(reached, key=lambda c: (-votes[c], lot.index(c))):
            elected.append(c)
            waiting.append(c)
            stage["elected"].append(c)
        if len(elected) >= seats:
            break
        if len(continuing()) <= seats - len(elected):
            for c in sorted(continuing(), key=lambda c: (-votes[c], lot.index(c))):
                elected.append(c)
                stage["elected"].append(c)
            break
        surplus = [c for c in waiting if votes[c] > quota]
        if surplus:
            most = max(votes[c] for c in surplus)
            source = [c for c in surplus if votes[c] == most]
            source = source[0] if len(source) == 1 else decide(source, max)
            stage["surplus"] = source
            waiting.remove(source)
            above, all_votes = votes[source] - quota, votes[source]
            hand_on(source, lambda value: above * value // all_votes)
            votes[source] = quota
            continue
        fewest = min(votes[c] for c in continuing())
        last = [c for c in continuing() if votes[c] == fewest]
        last = last[0] if len(last) == 1 else decide(last, min)
        excluded.append(last)
        stage["excluded"].append(last)
        hand_on(last, lambda value: value)
        votes[last] = 0
    return elected, excluded, stages
