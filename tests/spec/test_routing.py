"""The routing table on the pure core."""

import pytest

from routing.decide import decide
from tests.spec.routing_table import Scene, scenes, told


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.says)
def test_the_table_holds_on_the_pure_core(scene: Scene) -> None:
    assert told(scene, decide) == scene.then
