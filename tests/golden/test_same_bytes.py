"""The same mails in other processes, with other hash seeds, locales and time zones: the same bytes."""

import os
import subprocess
import sys

from tests.shared import ROOT

PROGRAM = """
import hashlib
from datetime import UTC, datetime
from digest import model
from digest.deliver import message
from digest.deliver.links import Links
from digest.render import edition, environment, notice
from tests.days import arabic, chinese
from tests.golden import editions, test_mails

templates, links = environment.environment(), Links("https://news.example", "a key of the test")
reader = message.Reader(0, "reader@mail.example", "A Reader", "0123456789abcdef")
moment = datetime(2026, 11, 21, 7, tzinfo=UTC)
days = [(editions.NEWSLETTER, editions.edition())]
days += [(day.newsletter(), day.edition(3)) for day in (chinese.DAY, arabic.DAY)]
for newsletter, value in days:
    for variant in test_mails.VARIANTS:
        mail = edition.render(value, newsletter, variant, templates, archive_url=editions.ARCHIVE_URL)
        template = message.Template(mail, newsletter, links, local_date=value.local_date, moment=moment)
        data = mail.model_dump_json().encode() + template.mail(reader).data
        print(newsletter.language, variant.key, hashlib.sha256(data).hexdigest())
    for name, told in test_mails.NOTICES.items():
        sent = notice.render(name, templates, newsletter=newsletter, **told)
        print(newsletter.language, name, hashlib.sha256(sent.model_dump_json().encode()).hexdigest())
"""
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANGUAGE": "de"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "0"},
)


def test_every_process_renders_and_sends_the_same_bytes() -> None:
    begun = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env={**os.environ, **place}, stdout=subprocess.PIPE)
        for place in PLACES
    ]
    one, other = (process.communicate(timeout=120)[0].decode().splitlines() for process in begun)
    assert [process.returncode for process in begun] == [0, 0]
    assert len(one) == 3 * (4 + 5)
    assert one == other
