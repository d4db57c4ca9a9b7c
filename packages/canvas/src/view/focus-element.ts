/** Gives the focus to the card of a node, once it is drawn. */
export function focusNodeCard(nodeId: string): void {
  focusFirst(`[data-node-id="${CSS.escape(nodeId)}"]`)
}

export function focusGroupCard(groupId: string): void {
  focusFirst(`[data-group-id="${CSS.escape(groupId)}"]`)
}

function focusFirst(selector: string, tries = 5): void {
  const element = document.querySelector<HTMLElement>(selector)
  element?.focus({ preventScroll: true })
  // A card that was just added is measured before it is shown, and cannot take the focus until then.
  if (element !== document.activeElement && tries > 0) requestAnimationFrame(() => focusFirst(selector, tries - 1))
}
