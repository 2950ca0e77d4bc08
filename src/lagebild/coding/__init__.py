"""From annotated dispatches to claims, by frames over trees and by the language model's proposals."""

from lagebild.coding.claims import code_claims
from lagebild.coding.config import CodingConfig

__all__ = ["CodingConfig", "code_claims"]
