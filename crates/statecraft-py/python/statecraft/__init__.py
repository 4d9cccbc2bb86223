"""statecraft turns a described strategic situation into a model that runs, and says what follows.

The method is the Graph Model for Conflict Resolution. A case says who the actors are, what each can do, what cannot be, where things
stand and what each actor wants, every line with the sentence that it rests on. Its questions are methods:

>>> import statecraft
>>> case = statecraft.Case.open("cases/prisoners-dilemma")
>>> print(case.analyze(concept="nash").accounts[0].equilibria)
{'nash': [1]}

Nothing but the standard library is needed. `to_pandas()`, `to_polars()`, `ranks()` and `holds()` need what they are named after, and load
it when they are called.
"""

from ._answer import Answer
from ._builder import CaseBuilder
from ._case import Case
from ._engine import __version__
from ._errors import Diagnostic, StatecraftError
from ._piece import Piece

__all__ = ["Answer", "Case", "CaseBuilder", "Diagnostic", "Piece", "StatecraftError", "__version__"]
