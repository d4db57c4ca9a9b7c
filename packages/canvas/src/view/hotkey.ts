/**
 * Whether a key event is a hotkey such as `n`, `mod+shift+z`, `alt+ArrowLeft` or `?`. `mod` is Ctrl, or ⌘. Shift counts with
 * letters and named keys only: with other characters it is part of typing them.
 */
export function isHotkey(event: KeyboardEvent, hotkey: string): boolean {
  const parts = hotkey === '+' ? ['+'] : hotkey.split('+')
  const key = parts.at(-1) ?? ''
  if ((event.ctrlKey || event.metaKey) !== parts.includes('mod')) return false
  if (event.altKey !== parts.includes('alt')) return false
  const isLetter = /^[a-z]$/.test(key)
  if ((isLetter || key.length > 1) && event.shiftKey !== parts.includes('shift')) return false
  // With Alt a letter's key may type something else.
  if (isLetter && event.altKey) return event.code === `Key${key.toUpperCase()}`
  return event.key.toLowerCase() === key.toLowerCase()
}

const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  Delete: 'Del',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** The caps of a hotkey, as they are shown. */
export function hotkeyCaps(hotkey: string): string[] {
  if (hotkey === '+') return ['+']
  return hotkey.split('+').map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}
