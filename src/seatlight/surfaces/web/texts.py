"""What texts in a body may be: how long at most, and without the one character that no database keeps."""

from __future__ import annotations

from typing import Annotated

import msgspec

NO_NUL = r"^[^\x00]*$"

Address = Annotated[str, msgspec.Meta(min_length=1, max_length=320, pattern=NO_NUL)]
AccountId = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NO_NUL)]
Person = Annotated[str, msgspec.Meta(min_length=1, max_length=320, pattern=NO_NUL)]
Reason = Annotated[str, msgspec.Meta(max_length=500, pattern=NO_NUL)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=NO_NUL)]
ProjectKey = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NO_NUL)]
RoleName = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NO_NUL)]
Domain = Annotated[str, msgspec.Meta(min_length=1, max_length=253, pattern=NO_NUL)]
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=4096, pattern=NO_NUL)]
Url = Annotated[str, msgspec.Meta(min_length=1, max_length=2048, pattern=NO_NUL)]
Value = Annotated[str, msgspec.Meta(max_length=10_000, pattern=NO_NUL)]
File = Annotated[str, msgspec.Meta(pattern=NO_NUL)]
