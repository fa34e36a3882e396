"""People for the small demo: a full workshop, one that has been, and a request for a speaker."""

from pathlib import Path

COMING = """\
questions:
- text: Waarom komt u?
parties:
- {at: "-9 10:00", name: An Bos, email: an@zwolle.example, organisation: Zwolle, colleagues: [Bo Vos], dietary: Vegan}
- {at: "-8 10:00", name: Cas Dam, email: cas@zwolle.example, organisation: Zwolle, cancelled: "-1 12:00"}
- {at: "-7 10:00", name: Dee Oud, email: dee@zwolle.example, organisation: Zwolle, answers: [Om te leren]}
- {at: "-6 10:00", name: Eva Lam, email: eva@zwolle.example, organisation: Zwolle, refused: 550 Onbekend}
"""
HELD = """\
session: 2
parties:
- at: "-40 10:00"
  name: Fee Nab
  email: fee@zwolle.example
  organisation: Zwolle
  colleagues: [Gé Pas]
  absent: [Gé Pas]
evaluations:
- {overall: 4, liked: De koffie}
"""
SESSIONS = """\
  - {start: "5 10:00", end: "5 12:00", mode: online, online_link: "https://v.example", state: scheduled}
  - {start: "-20 10:00", end: "-20 12:00", mode: online, online_link: "https://v.example", state: completed, places: 9}
"""
REQUESTS = """\
- key: raad
  received: "-9 10:00"
  organisation_name: Gemeente Zwolle
  contact_name: Hans Ree
  email: hans@zwolle.example
  occasion: Raadsavond
  topic: Eén loket
  audience: Raadsleden
  audience_size: 30
  place: Raadzaal
  date: 20
  flexibility: fixed
  wished_speaker: sharita-ramdin
  steps:
  - {at: "-8 10:00", step: planned, speaker: sharita-ramdin, start: "20 10:00", end: "20 11:00"}
  - {at: "-7 10:00", step: confirmed, text: Tot dan}
"""


def write_people(demo: Path) -> None:
    """Write them to a small demo."""
    knip = (demo / "workshops" / "knip.md").read_text("utf-8").replace("places: 9", "places: 3")
    (demo / "workshops" / "knip.md").write_text(knip, "utf-8")
    (demo / "registrations").mkdir()
    (demo / "registrations" / "knip.yaml").write_text(COMING, "utf-8")
    (demo / "registrations" / "terugblik.yaml").write_text(HELD, "utf-8")
    held = knip.partition("sessions:\n")[0] + f"sessions:\n{SESSIONS}"
    (demo / "workshops" / "terugblik.md").write_text(f"{held}---\nHet was goed.\n", "utf-8")
    (demo / "requests.yaml").write_text(REQUESTS, "utf-8")
    with (demo / "accounts.yaml").open("a", encoding="utf-8") as accounts:
        accounts.write(
            "- {email: evenementen@ol2000.example, first_name: Priya, last_name: S, role: evenementbeheerder}\n"
        )
