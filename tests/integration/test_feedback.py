from digest import model
from digest.pipeline import feedback, send
from digest.store import deliveries, suppressions
from digest.store import feedback as reports
from digest.store.database import Database
from tests.integration import approved
from tests.integration.approved import HOUR, address
from tests.integration.smtp_server import SmtpServer

Kind, State = model.FeedbackKind, model.DeliveryState


def report(kind: model.FeedbackKind, edition: int | None, number: int) -> reports.Report:
    return reports.Report(address(number), kind, f"{kind.value} words", HOUR, edition, number)


def test_bounces_and_complaints_are_kept_noted_and_suppress_where_they_should(database: Database) -> None:
    edition = approved.approve(database, 4)
    with SmtpServer() as server:
        send.send(database, approved.settings(port=server.port), edition, HOUR)
    kinds = {1: Kind.HARD_BOUNCE, 2: Kind.SOFT_BOUNCE, 3: Kind.COMPLAINT}
    assert feedback.take(database, [report(kind, edition, number) for number, kind in kinds.items()], HOUR) == 2
    with database.transaction(writes=False) as session:
        assert deliveries.count(session, edition) == {State.SENT: 1, State.BOUNCED: 2, State.COMPLAINED: 1}
        found = {each.address: each.reason for each in suppressions.listed(session)}
        assert found == {
            address(1): model.SuppressionReason.HARD_BOUNCE,
            address(3): model.SuppressionReason.COMPLAINT,
        }
        assert len(reports.listed(session, edition_id=edition)) == 3
        assert [each.kind for each in reports.listed(session, address=address(2))] == [Kind.SOFT_BOUNCE]


def test_a_report_about_nobody_known_is_kept_and_suppresses_nothing_that_is_no_address(database: Database) -> None:
    strange = reports.Report("not an address", Kind.HARD_BOUNCE, "words", HOUR)
    assert feedback.take(database, [strange], HOUR) == 0
    with database.transaction(writes=False) as session:
        assert reports.listed(session) == [strange]
        assert suppressions.listed(session) == []
