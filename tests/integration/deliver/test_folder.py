import resource
import signal
from pathlib import Path

import pytest

from digest import deliver, errors, model
from digest.deliver.folder import Folder


def mail(key: int, data: bytes = b"Subject: x\r\n\r\nHello\r\n") -> deliver.Mail:
    return deliver.Mail(key, "a@example.org", "b@example.org", f"<daily.2026-11-21.{key}@example.org>", data)


def test_a_file_is_named_by_its_message_id_and_a_repeat_overwrites_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "deep" / "out")
    list(folder.send(iter([mail(1), mail(2)])))
    (outcome,) = folder.send(iter([mail(1, b"Subject: again\r\n\r\n")]))
    assert outcome == deliver.Outcome(1, model.DeliveryState.SENT, "written to daily.2026-11-21.1@example.org.eml")
    files = {each.name: each.read_bytes() for each in (tmp_path / "deep" / "out").iterdir()}
    assert sorted(files) == ["daily.2026-11-21.1@example.org.eml", "daily.2026-11-21.2@example.org.eml"]
    assert files["daily.2026-11-21.1@example.org.eml"] == b"Subject: again\r\n\r\n"


def test_no_message_id_leads_out_of_the_folder(tmp_path: Path) -> None:
    hostile = mail(1)._replace(message_id="<../../etc/passwd\0@x>")
    list(Folder(tmp_path / "out").send(iter([hostile])))
    (written,) = (tmp_path / "out").iterdir()
    assert written.suffix == ".eml"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_stops_with_a_sentence_and_leaves_no_half_mail(tmp_path: Path) -> None:
    old, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    mails = [mail(1), mail(2, b"x" * 10_000), mail(3)]
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, old[1]))
        with pytest.raises(errors.TemporaryRefusal, match="make room") as caught:
            list(Folder(tmp_path).send(iter(mails)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert str(tmp_path) in str(caught.value)
    assert [each.name for each in tmp_path.iterdir()] == ["daily.2026-11-21.1@example.org.eml"]


def test_a_file_in_the_place_of_the_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(errors.TemporaryRefusal, match="could not be written"):
        list(Folder(tmp_path / "out").send(iter([mail(1)])))
