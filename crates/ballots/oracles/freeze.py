"""Freezes what independent implementations say about the files of a data folder.

    python3 freeze.py DATA OUT.json.gz

DATA has the folders scottish-stv, scottish-blt, debian and pabulib. Needs pref-voting, votekit and
pabutools; README.md beside this file says which versions were used. The outcomes are read by the
example `outcomes` of this crate, which compares every file, and by the tests.
"""

import csv
import glob
import gzip
import json
import os
import random
import sys
import warnings

warnings.filterwarnings("ignore")

import scottish  # noqa: E402


def read_scotelex(path):
    """Returns seats, names, [(papers, [number, ...])]."""
    rows = list(csv.reader(open(path, encoding="utf-8", errors="replace")))
    count, seats = int(rows[0][0]), int(rows[0][1])
    names, ballots = [], []
    for row in rows[1:]:
        if row and row[0].startswith("Candidate "):
            names.append(row[1].strip())
        elif row and row[0].isdigit():
            numbers = [int(cell) for cell in row if cell.strip()]
            ballots.append((numbers[0], numbers[1:]))
    assert len(names) == count, path
    return seats, names, ballots


def read_blt(path):
    lines = open(path, encoding="utf-8").read().splitlines()
    count, seats = map(int, lines[0].split())
    end = lines.index("0")
    ballots = [list(map(int, line.split())) for line in lines[1:end]]
    names = [line.strip().strip('"') for line in lines[end + 1:end + 1 + count]]
    return seats, names, [(row[0], row[1:-1]) for row in ballots]


def pref_voting_winners(seats, count, ballots):
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish
    rankings = [{c - 1: place for place, c in enumerate(prefs)} for _, prefs in ballots]
    profile = ProfileWithTies(rankings, rcounts=[n for n, _ in ballots], candidates=list(range(count)))
    return sorted(stv_scottish(profile, num_seats=seats, rng=random.Random(1)))


def votekit_winners(seats, names, ballots):
    import pandas
    from votekit.ballot import RankBallot
    from votekit.elections import STV
    from votekit.pref_profile import RankProfile
    cast = tuple(RankBallot(ranking=tuple(frozenset([str(c)]) for c in prefs), weight=n)
                 for n, prefs in ballots)
    ids = tuple(str(number + 1) for number in range(len(names)))
    profile = RankProfile(ballots=cast, candidates=ids)
    election = STV(profile, n_seats=seats, quota="droop", simultaneous=False, tiebreak="first_place")
    return sorted(int(c) - 1 for group in election.get_elected() for c in group)


def freeze_ward(path, read):
    seats, names, ballots = read(path)
    numbers = list(range(1, len(names) + 1))
    elected, excluded, stages = scottish.count(seats, numbers, ballots, numbers)
    frozen = {
        "seats": seats,
        "elected": [c - 1 for c in elected],
        "excluded": [c - 1 for c in excluded],
        "stages": [{str(c - 1): votes for c, votes in stage["votes"].items()} for stage in stages],
        "pref_voting": pref_voting_winners(seats, len(names), ballots),
    }
    try:
        frozen["votekit"] = votekit_winners(seats, names, ballots)
    except Exception as error:
        frozen["votekit_error"] = repr(error)[:200]
    return frozen


def freeze_budget(path):
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule
    instance, profile = parse_pabulib(path)
    approvals = ApprovalProfile([ApprovalBallot(ballot) for ballot in profile], instance=instance)
    support = {project: sum(project in ballot for ballot in approvals) for project in instance}
    numeric = all(project.name.isdigit() for project in instance)
    by_id = lambda project: int(project.name) if numeric else project.name
    ties = TieBreakingRule(lambda instance, profile, project: (-support[project], by_id(project)))
    shares = method_of_equal_shares(instance, approvals, sat_class=Cardinality_Sat, tie_breaking=ties)
    alone = [project.name for project in shares]
    # Most votes first is most satisfaction by cost for each unit of cost.
    filled = greedy_utilitarian_welfare(instance, approvals, sat_class=Cost_Sat, tie_breaking=ties,
                                        initial_budget_allocation=shares)
    greedy = greedy_utilitarian_welfare(instance, approvals, sat_class=Cost_Sat, tie_breaking=ties)
    return {
        "equal_shares_alone": alone,
        "equal_shares": sorted(project.name for project in filled),
        "greedy_by_supporters": sorted(project.name for project in greedy),
    }


def freeze_debian(folder):
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    lines = open(os.path.join(folder, "gr_2019_002_tally.txt")).read().splitlines()
    letters = [line.split(": ")[1] for line in lines if line.startswith("# option")]
    rankings = []
    for line in lines:
        if line.startswith("V:"):
            marks = line.split()[1]
            rankings.append({c: int(mark) for c, mark in enumerate(marks) if mark != "-"})
    profile = ProfileWithTies(rankings, candidates=list(range(len(letters))))
    profile.use_extended_strict_preference()
    winners = [letters[c] for c in beat_path(profile)]
    published = json.load(open(os.path.join(folder, "gr_2019_002_expected.json")))
    return {"pref_voting": winners, "published": published["order_published"]}


def main():
    data, out = sys.argv[1:]
    files = lambda pattern: sorted(glob.glob(os.path.join(data, pattern)))
    frozen = {"wards": {}, "budgets": {}, "debian": freeze_debian(os.path.join(data, "debian"))}
    for pattern, read in [("scottish-stv/*.csv", read_scotelex), ("scottish-blt/*.blt", read_blt)]:
        for path in files(pattern):
            name = os.path.relpath(path, data)
            frozen["wards"][name] = freeze_ward(path, read)
            print(name, flush=True)
    for path in files("pabulib/*.pb"):
        name = os.path.relpath(path, data)
        frozen["budgets"][name] = freeze_budget(path)
        print(name, flush=True)
    with open(out, "wb") as target:
        with gzip.GzipFile(fileobj=target, mode="wb", mtime=0, filename="") as packed:
            packed.write(json.dumps(frozen, sort_keys=True, indent=0).encode())


if __name__ == "__main__":
    main()
