/** The parts of a keyboard event that name a chord. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/**
 * A key press in the words of the registry: "j", "?", "ctrl+k", "shift+arrowup". ⌘ counts as Ctrl, and Shift
 * is named only where it does not already show in the character.
 */
export function chordOf(press: KeyPress): string {
  const key = press.key.toLowerCase()
  const named = key.length > 1 || /\p{L}/u.test(key)
  return [
    press.ctrlKey || press.metaKey ? 'ctrl' : '',
    press.altKey ? 'alt' : '',
    press.shiftKey && named ? 'shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+')
}
