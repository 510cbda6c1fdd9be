"""Asks a language model behind any OpenAI-compatible server, such as Ollama or llama.cpp on this machine.

One question, one answer: no tools, no stream, temperature 0, JSON asked for. Whatever goes wrong is a value with a
sentence for a person; the key never stands in it. https://platform.openai.com/docs/api-reference/chat
"""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from digest import config, model
from digest.net import client, loop

MAX_BODY_BYTES = 1024 * 1024
"""No honest answer is longer."""
_REFUSED_FORM = frozenset({400, 404, 415, 422, 501})
"""How servers answer that do not know ``json_schema``."""
_PASSING = frozenset({500, 502, 503, 504})


class Question(model.Value):
    """What a model is asked."""

    instruction: str
    material: str
    schema_: dict[str, Any]
    """The JSON Schema of the answer."""
    max_tokens: int
    """Of the answer."""

    def key(self, name: str) -> str:
        """Hex SHA-256 of the model's name and all it is asked; the same question has the same key."""
        asked = [name, self.instruction, self.material, self.schema_, self.max_tokens]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    @property
    def tokens(self) -> int:
        """About so many tokens question and answer cost at most: four characters of English are one, here three."""
        return (len(self.instruction) + len(self.material)) // 3 + self.max_tokens


class Answer(model.Value):
    """What came back: a text, or an error for a person."""

    text: str = ""
    error: str = ""


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice]


class Door:
    """An open way to the model's server. Used as a context manager."""

    def __init__(self, settings: config.Model) -> None:
        self._settings = settings
        self._loop = loop.Loop("model")

    def __enter__(self) -> Self:
        self._loop.open()
        self._asker = _Asker(self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.close(self._asker.close)

    def ask(self, questions: Sequence[Question], seconds: float) -> list[Answer]:
        """The answers in the order of the questions; after so many seconds those that did not come are errors."""
        return self._loop.run(lambda: self._asker.ask_all(questions, seconds))

    def reach(self) -> str:
        """Why the server cannot be asked, in words; empty where it answers to a list of its models."""
        return self._loop.run(self._asker.reach)


class _Asker:
    """Asks under limits; lives on one event loop."""

    def __init__(self, settings: config.Model) -> None:
        self._settings = settings
        host = urlsplit(settings.base_url).hostname or ""
        limits = client.Limits(
            connections=settings.connections, max_body_bytes=MAX_BODY_BYTES, allow_hosts=(host,) if host else ()
        )
        self._client = client.Client(limits)
        self._slots = asyncio.Semaphore(settings.connections)
        self._knows_schema = True

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()

    async def reach(self) -> str:
        """Why the list of models cannot be read; empty where it can."""
        url = f"{self._settings.base_url}/models"
        return (await self._client.get(url, self._headers(), self._settings.timeout_seconds)).error

    async def ask_all(self, questions: Sequence[Question], seconds: float) -> list[Answer]:
        """The answers in order."""
        until = asyncio.get_running_loop().time() + seconds
        return await asyncio.gather(*(self._ask(question, until) for question in questions))

    async def _ask(self, question: Question, until: float) -> Answer:
        clock = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(until), self._slots:
                by = min(until, clock.time() + self._settings.timeout_seconds)
                reply = await self._post(question, by)
                if reply.status in _REFUSED_FORM and self._knows_schema:
                    self._knows_schema = False
                    reply = await self._post(question, by)
                elif reply.status in _PASSING or (reply.status == 0 and not reply.is_late):
                    reply = await self._post(question, by)
        except TimeoutError:
            return Answer(error="did not answer before the edition was due")
        return Answer(error=reply.error) if reply.error else _read(reply.content)

    async def _post(self, question: Question, by: float) -> client.Reply:
        seconds = max(0.0, by - asyncio.get_running_loop().time())
        url = f"{self._settings.base_url}/chat/completions"
        reply = await self._client.post(url, self._headers(), self._body(question), seconds)
        if reply.is_late:
            return reply.model_copy(update={"error": f"took longer than {self._settings.timeout_seconds:g} s"})
        return reply

    def _headers(self) -> list[client.Header]:
        fields = {"User-Agent": client.user_agent(), "Accept": "application/json", "Content-Type": "application/json"}
        key = self._settings.api_key
        if key:
            fields["Authorization"] = f"Bearer {key.get_secret_value()}"
        return [(name.encode(), value.encode("ascii", "ignore")) for name, value in fields.items()]

    def _body(self, question: Question) -> bytes:
        schema = {"name": "answer", "strict": True, "schema": question.schema_}
        form = {"type": "json_schema", "json_schema": schema} if self._knows_schema else {"type": "json_object"}
        body = {
            "model": self._settings.name,
            "messages": [
                {"role": "system", "content": question.instruction},
                {"role": "user", "content": question.material},
            ],
            "temperature": 0,
            "max_tokens": question.max_tokens,
            "stream": False,
            "response_format": form,
        }
        return json.dumps(body).encode()


def _read(content: bytes) -> Answer:
    try:
        completion = _Completion.model_validate_json(content)
    except ValidationError:
        return Answer(error="answered in a form that is not OpenAI's")
    if not completion.choices:
        return Answer(error="answered nothing")
    first = completion.choices[0]
    if first.finish_reason == "length":
        return Answer(error="did not come to an end in the tokens allowed")
    return Answer(text=first.message.content) if first.message.content.strip() else Answer(error="answered nothing")
