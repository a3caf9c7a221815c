"""A keyboard and nothing else: every step is seen, and a mouse that moves is told of."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

FAR = 60
"""More steps than anybody would make with the Tab key."""
SHOWN = """(before) => {
  if (location.href !== before) return true; // a new page: its own focus comes with the next key
  const node = document.activeElement;
  if (node === null || node === document.body) return false;
  const shows = (each) => {
    const style = each === null ? null : getComputedStyle(each);
    return style?.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
  };
  const box = node.getBoundingClientRect();
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inSight && [node, node.nextElementSibling, node.closest('label')].some(shows);
}"""
MOUSE = """for (const kind of ['mousedown', 'mousemove', 'pointerdown', 'wheel', 'touchstart'])
  addEventListener(kind, () => window.sawMouse(kind), { capture: true });"""


class Keys:
    """The keyboard of one page, from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.mouse: list[str] = []
        page.expose_function("sawMouse", lambda kind: self.mouse.append(kind))  # noqa: PLW0108
        page.add_init_script(MOUSE)
        page.evaluate(MOUSE)

    def press(self, *keys: str) -> None:
        """One after the other; after each one it shows where the focus is."""
        for key in keys:
            before = self._page.url
            self._page.keyboard.press(key)
            self._sees_focus(f"after {key}", before)

    def type(self, text: str) -> None:
        """Letters, into whatever has the focus."""
        self._page.keyboard.type(text)

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Walk on until the focus is there."""
        expect(target).to_be_visible()
        for _ in range(FAR):
            self._page.keyboard.press(key)
            if self._page.evaluate("document.activeElement === document.body"):
                continue  # behind the last one comes the browser's own bar
            self._sees_focus(f"after {key}", self._page.url)
            if target.evaluate("node => node === document.activeElement"):
                return
        raise AssertionError(f"{FAR} times {key} do not lead to {target}")

    def _sees_focus(self, when: str, before: str) -> None:
        try:
            self._page.wait_for_function(SHOWN, arg=before, timeout=5_000)
        except TooLate:
            at = self._page.evaluate("document.activeElement?.outerHTML.slice(0, 160)")
            raise AssertionError(f"{when} nobody sees where the focus is: {at}") from None
