import { describe, expect, it } from 'vitest'
import { hotkeyCaps, isHotkey } from './hotkey.ts'

const press = (key: string, rest: Partial<KeyboardEvent> = {}) =>
  ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...rest }) as KeyboardEvent

describe('isHotkey', () => {
  it('takes letters with caps lock, and not with modifiers that it does not name', () => {
    expect(isHotkey(press('n'), 'n')).toBe(true)
    expect(isHotkey(press('N'), 'n')).toBe(true)
    expect(isHotkey(press('N', { shiftKey: true }), 'n')).toBe(false)
    expect(isHotkey(press('n', { ctrlKey: true }), 'n')).toBe(false)
  })

  it('takes Ctrl and ⌘ for mod', () => {
    expect(isHotkey(press('Z', { metaKey: true, shiftKey: true }), 'mod+shift+z')).toBe(true)
    expect(isHotkey(press('z', { ctrlKey: true }), 'mod+shift+z')).toBe(false)
  })

  it('does not mind the shift that a character needs', () => {
    expect(isHotkey(press('?', { shiftKey: true }), '?')).toBe(true)
    expect(isHotkey(press('+', { shiftKey: true }), '+')).toBe(true)
    expect(isHotkey(press('+'), '+')).toBe(true)
  })

  it('goes by the place of a letter when Alt makes another character of it', () => {
    expect(isHotkey(press('ˇ', { altKey: true, shiftKey: true, code: 'KeyT' }), 'shift+alt+t')).toBe(true)
  })

  it('names the caps', () => {
    expect(hotkeyCaps('mod+shift+z')).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(hotkeyCaps('alt+ArrowLeft')).toEqual(['Alt', '←'])
    expect(hotkeyCaps('+')).toEqual(['+'])
  })
})
