"""What the store raises when its machinery is broken. Refusals are values and stand beside the functions."""


class StoreError(Exception):
    """The store can't be used; the message is one sentence that says what and what to do."""


class StoreNewer(StoreError):  # noqa: N818
    """The database was written by a newer release."""


class StoreUnreachable(StoreError):  # noqa: N818
    """The database can't be opened."""


class VectorsMissing(StoreError):  # noqa: N818
    """Passages were to be stored whose vectors nobody computed."""
