import pytest

from digest.text import deeds


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Mayor Ines Keller closed the bridge.", ("keller", "clos")),
        ("Ines Keller, who took office in May, has closed the Harbor Bridge.", ("keller", "clos")),
        ("On Tuesday, Keller closed it.", ("keller", "clos")),
        ("The Harbor Bridge in Ostrava was closed on Tuesday.", ("bridge", "be clos")),
        ("Inspectors found 14 cracks.", ("inspectors", "find")),
        ("Inspectors have found 14 cracks.", ("inspectors", "find")),
        ("The wounded man died on Sunday.", ("man", "die")),
        ("Keller said she would rebuild the bridge.", None),
        ("“They closed it,” Keller said.", None),
        ("Quiet.", None),
        ("", None),
    ],
)
def test_who_does_what(text: str, action: tuple[str, str] | None) -> None:
    assert deeds.action(text) == action
