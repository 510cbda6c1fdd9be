"""What the readers' pages say of a newsletter, in its language."""

from digest import config, errors, model
from digest.text import catalogue
from digest.text.catalogue import Words


def rhythm(newsletter: config.Newsletter) -> str:
    """``Every day at 07:00 (Europe/Berlin)``."""
    words, days = catalogue.of(newsletter.language), set(newsletter.days)
    if len(days) == 7:
        which = words.gettext("Every day")
    elif days == set(tuple(config.Weekday)[:5]):
        which = words.gettext("Monday to Friday")
    else:
        which = words.series(words.weekday(number) for number, day in enumerate(config.Weekday) if day in days)
    hour = words.hour(newsletter.send_at)
    said = words.gettext("%(days)s at %(hour)s (%(zone)s)", days=which, hour=hour, zone=newsletter.time_zone)
    return said[:1].upper() + said[1:]


def consent(newsletter: config.Newsletter) -> str:
    """What a person agrees to; shown at the form and kept as proof."""
    return catalogue.of(newsletter.language).gettext(
        "You get %(newsletter)s by mail after you confirmed your address. "
        "Every mail holds a link to leave. Your address is used for nothing else.",
        newsletter=newsletter.name,
    )


def state(words: Words, state: model.SubscriptionState) -> str:
    """What a subscription brings at the moment."""
    return {
        model.SubscriptionState.CONFIRMED: words.gettext("It comes with every edition."),
        model.SubscriptionState.PAUSED: words.gettext("It is paused: nothing is sent for now."),
        model.SubscriptionState.UNSUBSCRIBED: words.gettext("You have left: nothing is sent any more."),
        model.SubscriptionState.UNCONFIRMED: words.gettext("It waits for your confirmation: nothing is sent yet."),
    }[state]


def outlets(settings: config.Settings, newsletter: config.Newsletter) -> str:
    """``8 outlets``; added sources are not counted, as their outlets may change any day."""
    is_all = "*" in newsletter.sources
    chosen = {source.outlet or source.key for source in settings.sources if is_all or source.key in newsletter.sources}
    words = catalogue.of(newsletter.language)
    return words.ngettext("%(num)s outlet", "%(num)s outlets", len(chosen)) if chosen else words.gettext("many outlets")


def problem(newsletter: config.Newsletter, error: errors.StateError) -> str:
    """Why an address is refused; the exact reason is known in English only."""
    if catalogue.primary(newsletter.language) == catalogue.SOURCE:
        return error.message
    words = catalogue.of(newsletter.language)
    return words.gettext("This is no address that mail can be sent to. Look for typing errors.")
