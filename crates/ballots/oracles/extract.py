"""Cuts Decentraland's export down to what is counted: no addresses, no times.

    python3 extract.py DECENTRALAND OUT

Ids of proposals become numbers. Proposals without a threshold on record are left out, with their
votes: whether those passed was not decided by the votes alone.
"""

import csv
import gzip
import io
import os
import sys

KEPT = ["Type", "Title", "Threshold", "Status", "Total VP", "Votes", "Final Status (2026)"]


def rows(path):
    return list(csv.DictReader(gzip.open(path, "rt", newline="", encoding="utf-8")))


def write(path, header, lines):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    with open(path, "wb") as target:
        with gzip.GzipFile(fileobj=target, mode="wb", mtime=0, filename="") as packed:
            packed.write(text.getvalue().encode())


def main():
    source, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    proposals = rows(os.path.join(source, "proposals.csv.gz"))
    proposals = [it for it in proposals if float(it["Threshold"] or 0) > 0]
    number = {it["Snapshot ID"]: place for place, it in enumerate(proposals)}
    write(os.path.join(out, "proposals.csv.gz"), ["Proposal ID", "Snapshot ID", *KEPT],
          [[number[it["Snapshot ID"]]] * 2 + [it[key] for key in KEPT] for it in proposals])
    votes = [it for it in rows(os.path.join(source, "votes.csv.gz")) if it["Proposal ID"] in number]
    write(os.path.join(out, "votes.csv.gz"), ["Proposal ID", "Choice #", "VP"],
          [[number[it["Proposal ID"]], it["Choice #"], it["VP"]] for it in votes])


if __name__ == "__main__":
    main()
