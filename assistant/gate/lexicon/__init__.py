"""Word tables of the gate: spelling, inflection, synonyms, phrases, numbers and dates. Pure data and pure functions."""
