"""Make the project's own table of municipalities: of the official file, only the columns that the site needs.

    python cms/taxonomy/data/make_table.py SOURCE.csv > cms/taxonomy/data/municipalities.csv

Facts: CBS, 'Gebieden in Nederland 2024', CC BY 4.0; centres from ThatMeex/Center-of-Dutch-municipalities, CC0;
addresses from standaarden.overheid.nl. See docs/data.md.
"""

import csv
import sys
from pathlib import Path

COLUMNS = ["code", "naam", "provincie_code", "inwoners", "lat", "lon", "owms_uri"]


def main(source: Path) -> None:
    """Write the table to the standard output, sorted by code."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["code"])
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
