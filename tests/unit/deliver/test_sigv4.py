"""Against the signatures of AWS's own test suite (aws-sig-v4-test-suite)."""

from datetime import UTC, datetime

import pytest

from digest.deliver.providers import sigv4

KEY = sigv4.Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service")
MOMENT = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "content", "content_type", "signature"),
    [
        ("GET", b"", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", b"", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("POST", b"Param1=value1", FORM, "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    ],
    ids=["get-vanilla", "post-vanilla", "post-x-www-form-urlencoded"],
)
def test_a_request_is_signed_as_aws_expects(method: str, content: bytes, content_type: str, signature: str) -> None:
    fields = KEY.headers(method, "https://example.amazonaws.com/", content, MOMENT, content_type)
    assert fields["X-Amz-Date"] == "20150830T123600Z"
    assert fields["Authorization"].endswith(f"Signature={signature}")
    assert "Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " in fields["Authorization"]
