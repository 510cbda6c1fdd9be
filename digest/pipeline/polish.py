"""Lets a language model tell an edition's lines anew, within its budget and in time; off unless one is named.

Whatever fails, the extract stands and the story says why: the edition is never late for it, and never wrong.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import structlog

from digest import config, llm, model
from digest.compose import order
from digest.compose.continuity import statements
from digest.render import english
from digest.store import answers
from digest.store.database import Database
from digest.write import retelling

log = structlog.get_logger(__name__)

KEPT = timedelta(days=30)
"""So long an answer is kept."""


def polished(
    edition: model.Edition,
    articles: Iterable[model.Article],
    settings: config.Model,
    database: Database,
    now: datetime,
) -> model.Edition:
    """The edition with the lines a model tells better, each through the gate; the same edition where none is named."""
    if not settings.base_url or not edition.stories:
        return edition
    known = {article.id: article for article in articles}
    tasks = {story.id: made for story in edition.stories if (made := retelling.task(story, known))}
    questions = {key: _question(made) for key, made in tasks.items()}
    told = _answers(questions, settings, database, now)
    stories = tuple(_retold(story, tasks.get(story.id), told.get(story.id), settings.name) for story in edition.stories)
    return edition.model_copy(update={"stories": stories, "words": order.words(stories, edition.briefs)})


def _question(made: retelling.Task) -> llm.Question:
    return llm.Question(
        instruction=retelling.INSTRUCTION,
        material=made.material,
        schema_=made.schema,
        max_tokens=retelling.ANSWER_TOKENS,
    )


def _retold(story: model.Story, made: retelling.Task | None, answer: llm.Answer | None, name: str) -> model.Story:
    if made is None or answer is None:
        return story
    lines = None if answer.error else retelling.read(answer.text)
    if lines is not None:
        return retelling.retold(made, lines, name)
    why = answer.error or "answered in another form than asked for"
    return story.model_copy(update={"reasons": (*story.reasons, f"{_without(name)}{why}).")})


def shortfall(edition: model.Edition, settings: config.Model) -> str:
    """A sentence on what the model did not write, and why; empty where none is named or it wrote every story."""
    if not settings.base_url or not edition.stories:
        return ""
    opening = _without(settings.name)
    said = [reason.removeprefix(opening)[:-2] for one in edition.stories for reason in one.reasons if opening in reason]
    wrote = sum(any(line.origin is model.Origin.MODEL for line in statements(one)) for one in edition.stories)
    if not said and wrote:
        return ""
    why = Counter(said).most_common(1)[0][0] if said else "none of its lines could be proved"
    return (
        f"The model {settings.name} wrote {wrote} of {english.count(len(edition.stories), 'story', 'stories')}: {why}"
    )


def _without(name: str) -> str:
    """How the reason begins that a story gives where the model failed."""
    return f"Told without the model {name} ("


def _answers(
    questions: Mapping[str, llm.Question], settings: config.Model, database: Database, now: datetime
) -> dict[str, llm.Answer]:
    """Story -> answer: those kept from before, and those asked now as far as the budget goes."""
    keys = {story: question.key(settings.name) for story, question in questions.items()}
    with database.transaction(writes=False) as session:
        kept = answers.known(session, set(keys.values()))
    told = {story: llm.Answer(text=kept[key]) for story, key in keys.items() if key in kept}
    wanted = [story for story in questions if story not in told]
    asked = _within_budget({story: questions[story] for story in wanted}, settings)
    told |= {story: llm.Answer(error="was not asked, because the edition's budget is used up") for story in wanted}
    if asked:
        with llm.Door(settings) as door:
            came = door.ask([questions[story] for story in asked], settings.edition_seconds)
        told |= dict(zip(asked, came, strict=True))
        good = {keys[story]: told[story].text for story in asked if retelling.read(told[story].text) is not None}
        with database.transaction() as session:
            answers.keep(session, settings.name, good, now)
            answers.forget(session, now - KEPT)
    failed = [told[story].error for story in wanted if told[story].error]
    log.info("asked the model", model=settings.name, kept=len(kept), asked=len(asked), failed=len(failed))
    if failed:
        log.warning("the model did not answer", model=settings.name, error=failed[0])
    return told


def _within_budget(questions: Mapping[str, llm.Question], settings: config.Model) -> list[str]:
    """The stories that may be asked about, in the order of the edition."""
    tokens = 0
    asked: list[str] = []
    for story, question in questions.items():
        tokens += question.tokens
        if len(asked) >= settings.max_requests or tokens > settings.max_tokens:
            break
        asked.append(story)
    return asked
