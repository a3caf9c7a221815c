"""Static files under names that hold their content's hash, modules and their imports included."""

from typing import Final

from whitenoise.storage import CompressedManifestStaticFilesStorage

DEPTH: Final = 20
"""How deep modules may import each other; Django's five passes are too few for small modules."""


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, rewriting the imports between ES modules too."""

    support_js_module_import_aggregation = True
    max_post_process_passes = DEPTH
