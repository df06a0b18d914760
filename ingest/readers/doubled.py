"""Names that a file of data gives twice in one object: all that is said under them is kept, as a list."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import yaml


def kept_all(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON from its pairs."""
    found = dict(pairs)
    for name in twice(pairs):
        found[name] = [value for other, value in pairs if other == name]
    return found


def twice(pairs: Sequence[tuple[Any, Any]]) -> list[Any]:
    """The names that come more than once, in order."""
    return (
        []
        if len(pairs) == len(dict(pairs))
        else [name for name, times in Counter(n for n, _ in pairs).items() if times > 1]
    )


class KeepingLoader(yaml.SafeLoader):
    """Loads plain values from YAML, as `kept_all` does from JSON."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping from its node; a name that is taken from elsewhere (`<<`) is not given twice."""
        scalars = [(key.value, (key, value)) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
        names = set(twice([(name, "") for name, (key, _) in scalars if not key.tag.endswith(":merge")]))
        given = [pair for name, pair in scalars if name in names]
        found = super().construct_mapping(node, deep=deep)
        for key, _ in given:
            name = self.construct_object(key)
            found[name] = [self.construct_object(value, deep=True) for one, value in given if one.value == key.value]
        return found
