"""What is lost where a person's own few colours take the place of all that a page has.

Grounds and shadows go then; words, borders and outlines stay, and a border that was transparent is
drawn. The browser emulates it; what is left of the look is asked from the page itself.
"""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

LOST: Final = """() => {
  const faults = [];
  const say = (fault, node) => faults.push(`${fault}: ${node.outerHTML.slice(0, 120)}`);
  const seen = (node) => node.checkVisibility({ visibilityProperty: true })
    && node.getClientRects().length > 0 && node.closest('[inert], .visually-hidden') === null;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);

  const parts = (colour) => colour.match(/[\\d.]+/gu).map(Number);
  const ground = (node) => {
    const colour = getComputedStyle(node).backgroundColor;
    return (parts(colour)[3] ?? 1) > 0 || !node.parentElement ? colour : ground(node.parentElement);
  };

  const SHOWN = ['content', 'color', 'borderTop', 'borderBottom', 'outline',
    'borderInlineStart', 'textDecoration', 'fontWeight'];
  const look = (node) => [ground(node), ...['', '::before', '::after'].map((part) => {
    const style = getComputedStyle(node, part || null);
    return SHOWN.map((name) => style[name]).join();
  })].join();
  // what is told by a state must look different without it
  const compare = (state, drawn, drop, restore) => {
    const before = look(drawn);
    drop();
    if (look(drawn) === before) say(`looks as without ${state}`, drawn);
    restore();
  };
  for (const state of ['aria-pressed', 'aria-current', 'aria-selected', 'aria-invalid']) {
    for (const node of all(`[${state}]:not([${state}="false"])`)) {
      const value = node.getAttribute(state);
      const restore = () => node.setAttribute(state, value);
      compare(state, node, () => node.removeAttribute(state), restore);
    }
  }
  for (const node of document.querySelectorAll('.choice > :checked')) {
    const { name, nextElementSibling: tile } = node;
    if (!seen(tile)) continue;
    const drop = () => Object.assign(node, { name: '', checked: false }); // the group keeps nothing
    compare('its choice', tile, drop, () => Object.assign(node, { name, checked: true }));
  }

  const FRAMED = '.button, .field, .tile, .bubble, .banner, .chip, .card, .segment, dialog';
  for (const node of all(FRAMED)) {
    const style = getComputedStyle(node);
    const drawn = (side) => parseFloat(style[`border${side}Width`]) > 0
      && style[`border${side}Color`] !== style.backgroundColor;
    if (!drawn('BlockStart') || !drawn('BlockEnd')) say('has no frame', node);
    const { left, right } = node.getBoundingClientRect();
    const [before, after] = [left, innerWidth - right];
    if (Math.min(before, after) < 2 && Math.max(before, after) >= 2) {
      say(`lies at the edge (${before}, ${after})`, node);
    }
  }

  const light = (colour) => parts(colour).slice(0, 3)
    .map((part) => (part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  for (const node of all('body *')) {
    const written = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (!written || node.matches(':disabled, [aria-disabled="true"]')) continue;
    const [dim, bright] = [light(getComputedStyle(node).color), light(ground(node))].sort();
    if ((bright + 0.05) / (dim + 0.05) < 4.5) say('is hard to read', node);
  }
  return faults;
}"""


def lost(page: Page) -> list[str]:
    """States that colour alone told, frames that are not there, or that touch the edge."""
    found: list[str] = page.evaluate(LOST)
    return found
