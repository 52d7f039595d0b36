import { describe, expect, it } from 'vitest'
import { chordOf, type KeyPress } from './chord'

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
})

describe('chordOf', () => {
  it.each([
    [press('j'), 'j'],
    [press('?', { shiftKey: true }), '?'],
    [press('K', { metaKey: true }), 'ctrl+k'],
    [press('J', { shiftKey: true }), 'shift+j'],
    [press('Escape'), 'escape'],
    [press('ArrowUp', { altKey: true, shiftKey: true }), 'alt+shift+arrowup'],
  ])('%o is %s', (event, chord) => {
    expect(chordOf(event)).toBe(chord)
  })
})
