"""The corridor: the only place where rooms meet. It knows their order, holds the transactions, does the logging.

collect                                  ``collect``    sources to articles
cluster -> write -> compose              ``build``      articles to draft edition
render -> freeze the recipients          ``approve``    draft to approved edition
deliver                                  ``send``       approved edition to inboxes
                                         ``feedback``   what servers say while mails are sent to suppressions
read what came back                      ``bounces``    bounces, complaints, unsubscribe mails to what follows
                                         ``subscribe``  sign-up to confirmed subscription
                                         ``due``        what the clock knocks for
                                         ``tidy``       what nobody needs any more
"""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, how much there is."""


def silent(what: str, done: int, total: int) -> None:
    """A progress that shows nothing."""
