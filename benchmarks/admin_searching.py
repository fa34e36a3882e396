"""One measurement of the search in the admin, in a process of its own on the database of DATABASE_URL; prints JSON.

    python -m benchmarks.admin_searching PAGES ROUNDS [--stock]

The pages are the documents of `benchmarks.searching`, in a hundred folders under the home page.
"""

import json
import random
import sys
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from benchmarks.many_pages import make_pages  # noqa: E402
from benchmarks.searching import EVERYWHERE, documents, timed, words  # noqa: E402
from cms.users.models import User  # noqa: E402
from home.models import ContentPage, HomePage  # noqa: E402
from search.evaluating.measuring import percentiles  # noqa: E402
from search.models import SearchDocument  # noqa: E402

# Of each kind so many questions: of a word on a few pages, on some, on half of them, two words, and three letters.
QUESTIONS = 4
SAVES = 10
STOCK = {"default": {"BACKEND": "wagtail.search.backends.database"}}


def questions(made: list[SearchDocument]) -> list[str]:
    """Return what is asked."""
    counts: dict[str, int] = {}
    for document in made:
        for word in set(f"{document.title} {document.body[:300]}".lower().split()):
            counts[word] = counts.get(word, 0) + 1
    chance = random.Random(1)

    def some(least: float, most: float) -> list[str]:
        fitting = [word for word, number in counts.items() if least < number / len(made) <= most and len(word) > 4]
        return chance.sample(sorted(fitting), QUESTIONS)

    rare, middling = some(0, 0.0005), some(0.01, 0.05)
    two = [f"{EVERYWHERE} {word}" for word in middling]
    return [*rare, *middling, *two, *(word[:3] for word in middling), *[EVERYWHERE] * QUESTIONS]


def screens() -> dict[str, str]:
    """Return the address of each screen where staff search pages."""
    home = HomePage.objects.get()
    return {
        "search": reverse("wagtailadmin_pages:search"),
        "pages under home": reverse("wagtailadmin_explore", args=[home.pk]),
        "pages in a folder": reverse("wagtailadmin_explore", args=[home.get_children().last().pk]),
        "choose a page": reverse("wagtailadmin_choose_page_search"),
    }


def browser_of(role: str) -> Client:
    """Return the browser of somebody with `role`."""
    user = User.objects.create_user(email=f"{role}@ol2000.example")
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client


def visit(client: Client, address: str, question: str = "") -> None:
    """Search on a screen, or just open it; raise SystemExit when it doesn't answer."""
    if (status := client.get(address, {"q": question} if question else {}).status_code) != 200:
        raise SystemExit(f"{address} answers {question!r} with {status}")


def save() -> None:
    """Write what staff find a page by, as saving it does."""
    with transaction.atomic():
        get_search_backend().add(ContentPage.objects.last())


def main(number: int, rounds: int, with_stock: bool) -> dict[str, Any]:
    """Measure; return percentiles in milliseconds by what was done and whose search answered."""
    call_command("collectstatic", interactive=False, verbosity=0)
    made = list(documents(number, words()))
    make_pages(made)
    asked = questions(made)
    client = browser_of("redacteur")
    searches: dict[str, dict[str, Any]] = {"ours": {}, "stock": {"WAGTAILSEARCH_BACKENDS": STOCK}}
    times: dict[str, dict[str, list[float]]] = {}

    def measure(turn: int, name: str, side: str, work: Callable[[], Any]) -> None:
        taken = times.setdefault(name, {}).setdefault(side, [])
        milliseconds = timed(work) * 1000
        if turn:
            taken.append(milliseconds)

    with override_settings(STAFF_SECOND_FACTOR=False, ALLOWED_HOSTS=["testserver"]):
        for turn in range(rounds + 1):
            for (name, address), question in product(screens().items(), asked):
                measure(turn, name, "not asked", partial(visit, client, address))
                for side in searches if with_stock else ["ours"]:
                    with override_settings(**searches[side]):
                        measure(turn, name, side, partial(visit, client, address, question))
            for side, _number in product(searches, range(SAVES)):
                with override_settings(**searches[side]):
                    measure(turn, "one save", side, save)
    times["all screens"] = {
        side: [one for name in screens() for one in times[name][side]] for side in ("not asked", "ours")
    }
    found = {name: {side: percentiles(taken) for side, taken in of.items()} for name, of in times.items()}
    return {"ms": found}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), "--stock" in sys.argv)))
