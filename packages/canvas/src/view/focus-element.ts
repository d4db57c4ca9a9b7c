import type { EditorStore } from '../store/create-editor-store.ts'
import { readSelection } from '../store/selection.ts'

/** Gives the focus to the first node that is selected: keys are about it from then on. */
export function focusSelected(store: EditorStore): void {
  const [nodeId] = readSelection(store.getState()).nodes
  if (nodeId !== undefined) focusNodeCard(nodeId)
}

/** Takes the focus from what has it on the canvas, so that it no longer counts as selected. The next Tab goes on from there. */
export function blurOnCanvas(): void {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.closest('.workflow-canvas')) focused.blur()
}

/** Gives the focus to the card of a node, once it is drawn. */
export function focusNodeCard(nodeId: string): void {
  focusFirst(cardSelector(nodeId))
}

/** The card of a node, when it is drawn. */
export function findNodeCard(nodeId: string): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(cardSelector(nodeId)) ?? undefined
}

function cardSelector(nodeId: string): string {
  return `[data-node-id="${CSS.escape(nodeId)}"]`
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
