"""Splitting text into sentences."""

from digest import model


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of a paragraph in order; joined by blanks they give the paragraph again."""
    raise NotImplementedError


def of(article: model.Article) -> tuple[model.Sentence, ...]:
    """Every citable sentence of an article: all blocks but headings and captions, in reading order, counted from 0."""
    raise NotImplementedError
