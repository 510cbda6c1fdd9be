"""Signature Version 4 of AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html."""

import hashlib
import hmac
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"


class Key(NamedTuple):
    """An access key, for one service of one region."""

    id: str
    secret: str
    region: str
    service: str

    def headers(
        self, method: str, url: str, content: bytes, moment: datetime, content_type: str = ""
    ) -> dict[str, str]:
        """The header fields that sign a request at this moment (UTC); its URL has no query and a plain path."""
        address = urlsplit(url)
        stamp, digest = moment.strftime("%Y%m%dT%H%M%SZ"), hashlib.sha256(content).hexdigest()
        signed = {"content-type": content_type} if content_type else {}
        signed |= {"host": address.netloc, "x-amz-date": stamp}
        lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
        names = ";".join(signed)
        request = f"{method}\n{address.path or '/'}\n\n{lines}\n{names}\n{digest}"
        scope = f"{stamp[:8]}/{self.region}/{self.service}/aws4_request"
        hashed = hashlib.sha256(request.encode()).hexdigest()
        signature = hmac.new(self._signing(scope), f"{_ALGORITHM}\n{stamp}\n{scope}\n{hashed}".encode(), hashlib.sha256)
        authorization = (
            f"{_ALGORITHM} Credential={self.id}/{scope}, SignedHeaders={names}, Signature={signature.hexdigest()}"
        )
        typed = {"Content-Type": content_type} if content_type else {}
        return {**typed, "X-Amz-Date": stamp, "Authorization": authorization}

    def _signing(self, scope: str) -> bytes:
        """The key of this day, region and service."""
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), hashlib.sha256)
        return key
