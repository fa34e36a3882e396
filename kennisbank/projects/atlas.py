"""Projects on the map of the Netherlands: which points there are, and what each leads to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from django.template.loader import render_to_string

# Points nearer to one another than this, in the map's own units (613 wide), become one: at its narrowest the map
# is drawn at 0.68 px a unit, so that every target is 24 px wide and none lies over another.
NEAR = 36
# The component's colours for phases: the fourth serves all that follow.
_MOST_KINDS = 4


@dataclass(frozen=True)
class Spot:
    """One project to be put on the map; `point` is None when nobody knows where its municipality lies."""

    title: str
    url: str
    municipality: str
    phase: str
    point: tuple[float, float] | None

    def link(self, *, names_municipality: bool) -> dict[str, str]:
        """Return the project as a link, with its phase, and its municipality where that isn't said already."""
        parts = [self.municipality if names_municipality else "", f"Fase {self.phase.lower()}" if self.phase else ""]
        return {"title": self.title, "url": self.url, "description": ", ".join(part for part in parts if part)}


@dataclass(frozen=True)
class Place:
    """One point on the map, with the projects at or near it; `kind` is the number of its colour, 0 for none."""

    number: int
    x: float
    y: float
    spots: tuple[Spot, ...]
    kind: int

    @property
    def anchor(self) -> str:
        """Return the id of this place in the list beside the map."""
        return f"plek-{self.number}"

    @property
    def is_region(self) -> bool:
        """Return whether projects of several municipalities are here."""
        return len({spot.municipality for spot in self.spots}) > 1

    @property
    def title(self) -> str:
        """Return the name of its municipality, or that of the first with 'en omgeving'."""
        return f"{self.spots[0].municipality} en omgeving" if self.is_region else self.spots[0].municipality

    @property
    def links(self) -> list[dict[str, str]]:
        """Return its projects for the list beside the map, as components/link_list.html shows them."""
        return [spot.link(names_municipality=self.is_region) for spot in self.spots]

    @property
    def url(self) -> str:
        """Return where the point leads: to its one project, or to its projects in the list."""
        return self.spots[0].url if len(self.spots) == 1 else f"#{self.anchor}"

    @property
    def label(self) -> str:
        """Return what a screen reader says of the point."""
        if len(self.spots) > 1:
            return f"{self.title}: {len(self.spots)} projecten"
        spot = self.spots[0]
        where = "" if spot.title.startswith(spot.municipality) else f"{spot.municipality}: "
        return f"{where}{spot.title}" + (f" (fase {spot.phase.lower()})" if spot.phase else "")


def places(spots: Iterable[Spot], phases: Sequence[str]) -> list[Place]:
    """Return the points for `spots`, from north to south; `phases` are the titles that give them their colour.

    The municipality with the most projects holds its own place and takes in those nearer than `NEAR`; then the next
    one that is still free. So no two points lie nearer to one another than that, and each lies on a real centre.
    """
    at: dict[tuple[float, float], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.point is not None:
            at[spot.point].append(spot)
    held: dict[tuple[float, float], list[Spot]] = {}
    for point, here in sorted(at.items(), key=lambda item: (-len(item[1]), item[1][0].municipality)):
        holder = min(held, key=lambda other: _distance(point, other), default=None)
        if holder is not None and _distance(point, holder) < NEAR:
            held[holder].extend(here)
        else:
            held[point] = list(here)
    north_first = sorted(held, key=lambda point: (point[1], point[0]))
    return [
        Place(number, *point, tuple(held[point]), _kind(held[point], phases))
        for number, point in enumerate(north_first, 1)
    ]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _kind(spots: Sequence[Spot], phases: Sequence[str]) -> int:
    """Return the number of the colour of the one project here; 0 for several, or without a phase."""
    if len(spots) > 1 or spots[0].phase not in phases:
        return 0
    return min(phases.index(spots[0].phase) + 1, _MOST_KINDS)


def atlas(spots: Sequence[Spot], phases: Sequence[str]) -> dict[str, Any]:
    """Return what the template of the map shows: the drawing, its places, projects without a place, the legend."""
    occurring = {spot.phase for spot in spots}
    drawn = places(spots, phases)
    return {
        "svg": render_to_string("kennisbank/projects/map.svg", {"places": drawn}),
        "places": drawn,
        "placeless": [spot.link(names_municipality=True) for spot in spots if spot.point is None],
        "legend": [
            {"label": f"Fase {phase.lower()}", "kind": min(number, _MOST_KINDS)}
            for number, phase in enumerate(phases, 1)
            if phase in occurring
        ],
    }
