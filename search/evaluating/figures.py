"""The figures that are usual for search engines, over a list of answers."""

from collections.abc import Mapping, Sequence
from math import log2

CUT = 10


def figures_of(judgements: Mapping[str, Mapping[str, float]], answers: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the mean over the questions: what stands first, and what is among the first ten.

    `judgements` say how right documents are (more than 0), `answers` are ids of documents, the best first; both by
    question.
    """
    sums = dict.fromkeys(("success_at_1", "recall_at_10", "mrr_at_10", "ndcg_at_10", "zero_results"), 0.0)
    for question, right in judgements.items():
        answer = answers[question][:CUT]
        places = [place for place, document in enumerate(answer, 1) if document in right]
        gained = sum(right[answer[place - 1]] / log2(place + 1) for place in places)
        most = sum(score / log2(place + 1) for place, score in enumerate(sorted(right.values(), reverse=True)[:CUT], 1))
        sums["success_at_1"] += places[:1] == [1]
        sums["recall_at_10"] += len(places) / len(right)
        sums["mrr_at_10"] += 1 / places[0] if places else 0
        sums["ndcg_at_10"] += gained / most
        sums["zero_results"] += not answer
    return {name: total / len(judgements) for name, total in sums.items()}
