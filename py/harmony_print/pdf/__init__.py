"""Pages as PDF, with the standard library alone: the same bytes in the browser and on the server.

ISO 32000-1. Written from front to back as pages come, so that a school's badges take no more memory than a
class's.
"""

from harmony_print.pdf.document import document

__all__ = ["document"]
