/**
 * Whether somebody who looks at the page can see an element, or has only to scroll to it.
 *
 * `checkVisibility` would tell, but Safari before 17.4 and Firefox before 106 do not know it, and
 * others know it without the option that asks for `visibility`.
 *
 * @param {Element} node
 */
export function isShown(node) {
  return node.getClientRects().length > 0 && getComputedStyle(node).visibility === 'visible';
}
