"""The values: frozen, validated, without a life of their own; and the states of the rows.

An ``Article`` is one outlet's text. Articles about one event form a ``Cluster``; a writer makes a ``Story``
of it; stories form an ``Edition``, which is rendered into a ``Rendered`` per ``Variant``.
Every datetime is aware and UTC. Import the module, not the names: ``model.Article``.
"""

from digest.model.articles import (
    SIDES,
    Article,
    Block,
    BlockKind,
    Cluster,
    Lean,
    Link,
    Outlet,
    Sentence,
    Side,
    Source,
    SourceKind,
    SourceState,
)
from digest.model.mail import (
    Length,
    Rendered,
    Slot,
    Variant,
)
from digest.model.states import (
    EDITION_MOVES,
    OPEN_DELIVERIES,
    DeliveryState,
    EditionState,
    FeedbackKind,
    SubscriptionState,
    SuppressionReason,
)
from digest.model.stories import (
    ArticleRef,
    Brief,
    Citation,
    Difference,
    Edition,
    LeftOut,
    LeftOutReason,
    Origin,
    Perspectives,
    Quote,
    QuoteVariant,
    SourceReport,
    Statement,
    Story,
    View,
)
from digest.model.value import (
    Moment,
    Value,
)

__all__ = [
    "EDITION_MOVES",
    "OPEN_DELIVERIES",
    "SIDES",
    "Article",
    "ArticleRef",
    "Block",
    "BlockKind",
    "Brief",
    "Citation",
    "Cluster",
    "DeliveryState",
    "Difference",
    "Edition",
    "EditionState",
    "FeedbackKind",
    "Lean",
    "LeftOut",
    "LeftOutReason",
    "Length",
    "Link",
    "Moment",
    "Origin",
    "Outlet",
    "Perspectives",
    "Quote",
    "QuoteVariant",
    "Rendered",
    "Sentence",
    "Side",
    "Slot",
    "Source",
    "SourceKind",
    "SourceReport",
    "SourceState",
    "Statement",
    "Story",
    "SubscriptionState",
    "SuppressionReason",
    "Value",
    "Variant",
    "View",
]
