"""Makes small elections and budgets, and freezes what independent implementations say about them.

    python3 generate.py OUT.json.gz

They are drawn from a fixed seed, small and full of ties, so that every rule for a tie is needed
somewhere. No file of anybody is in them, so they can stay in the tree; the tests read them.
"""

import gzip
import json
import os
import random
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import freeze  # noqa: E402
import scottish  # noqa: E402


def ward(draw):
    """A .blt file with truncated ballots, and the count of the Order."""
    count = draw.randint(3, 9)
    seats = draw.randint(1, min(4, count - 1))
    numbers = list(range(1, count + 1))
    favour = [draw.random() ** 2 + 0.05 for _ in numbers]
    ballots = []
    for _ in range(draw.choice([4, 9, 14, 20, 25])):
        prefs = sorted(numbers, key=lambda c: draw.random() ** (1 / favour[c - 1]), reverse=True)
        ballots.append((draw.choice([1, 1, 2, 3]), prefs[:draw.randint(1, count)]))
    lines = [f"{count} {seats}"]
    lines += [" ".join(map(str, [papers, *prefs, 0])) for papers, prefs in ballots]
    lines += ["0"] + [f'"Candidate {c}"' for c in numbers] + ['"Drawn"']
    elected, excluded, stages = scottish.count(seats, numbers, ballots, numbers)
    return {
        "text": "\n".join(lines) + "\n",
        "elected": [c - 1 for c in elected],
        "excluded": [c - 1 for c in excluded],
        "stages": [{str(c - 1): votes for c, votes in stage["votes"].items()} for stage in stages],
    }


def budget(draw):
    """A .pb file of approvals with few different costs, and what pabutools funds."""
    count = draw.randint(2, 10)
    ids = draw.sample(range(1, 40), count)
    cost = {it: draw.choice([5, 10, 10, 12, 20, 35]) for it in ids}
    voters = draw.choice([3, 8, 30])
    votes = [draw.sample(ids, draw.randint(1, count)) for _ in range(voters)]
    limit = draw.randint(15, 120)
    rows = ["META", "key;value", "description;Drawn", f"num_projects;{count}", f"num_votes;{voters}",
            f"budget;{limit}", "vote_type;approval", "rule;greedy", "PROJECTS", "project_id;cost"]
    rows += [f"{it};{cost[it]}" for it in ids] + ["VOTES", "voter_id;vote"]
    rows += [f"{number};{','.join(map(str, vote))}" for number, vote in enumerate(votes)]
    text = "\n".join(rows) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "drawn.pb")
        with open(path, "w") as file:
            file.write(text)
        return {"text": text, **freeze.freeze_budget(path)}


def ranking(draw):
    """A .toi file, and the winners by beat path on winning votes."""
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    count = draw.randint(2, 7)
    rankings, weights, lines = [], [], []
    for _ in range(draw.choice([3, 7, 20])):
        order = draw.sample(range(count), draw.randint(1, count))
        groups = []
        for candidate in order:
            if groups and draw.random() < 0.25:
                groups[-1].append(candidate)
            else:
                groups.append([candidate])
        weight = draw.randint(1, 4)
        rankings.append({c: place for place, group in enumerate(groups) for c in group})
        weights.append(weight)
        said = ["{" + ",".join(str(c + 1) for c in group) + "}" if len(group) > 1 else str(group[0] + 1)
                for group in groups]
        lines.append(f"{weight}: {','.join(said)}")
    profile = ProfileWithTies(rankings, rcounts=weights, candidates=list(range(count)))
    profile.use_extended_strict_preference()
    head = ["# FILE NAME: drawn.toi", "# TITLE: Drawn", f"# NUMBER ALTERNATIVES: {count}"]
    head += [f"# ALTERNATIVE NAME {c + 1}: Option {c + 1}" for c in range(count)]
    winners = beat_path(profile, strength_function=profile.support)
    return {"text": "\n".join(head + lines) + "\n", "winners": [int(c) for c in winners]}


def main():
    draw = random.Random(20191)
    drawn = {
        "wards": [ward(draw) for _ in range(150)],
        "budgets": [budget(draw) for _ in range(120)],
        "rankings": [ranking(draw) for _ in range(120)],
    }
    with open(sys.argv[1], "wb") as target:
        with gzip.GzipFile(fileobj=target, mode="wb", mtime=0, filename="") as packed:
            packed.write(json.dumps(drawn, sort_keys=True, indent=0).encode())


if __name__ == "__main__":
    main()
