import { onScopeDispose, shallowRef } from 'vue'
import { chordOf } from './chord'

/** A key that does something on the screen that registered it. */
export interface Shortcut {
  /** One chord ("j", "ctrl+k", "escape") or two in a row ("g c"). */
  keys: string
  /** Key of the text that the help shows; without one the shortcut is not listed. */
  label?: string
  /** Key of the text of its heading in the help. */
  group?: string
  run(event: KeyboardEvent): void
  /** Whether it would do something now; without it, always. */
  when?(): boolean
  /** Also while the cursor is in a text control; for Esc and chords with Ctrl. */
  whileTyping?: boolean
}

const registered = shallowRef<readonly Shortcut[]>([])
const SEQUENCE_MS = 1_200
let first: { chord: string; at: number } | null = null

/** The shortcuts that work right now, for the help. */
export function activeShortcuts(): Shortcut[] {
  return registered.value.filter(works)
}

function works({ when }: Shortcut): boolean {
  return when?.() ?? true
}

/** Registers shortcuts until the component goes. The latest registration of a key wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  registered.value = [...registered.value, ...shortcuts]
  onScopeDispose(() => {
    registered.value = registered.value.filter((known) => !shortcuts.includes(known))
  })
}

/** Listens for the whole page; called once, by the layout. */
export function listenForShortcuts(): void {
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}

function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat || isDialogOpen()) return
  const chord = chordOf(event)
  const sequence = first && Date.now() - first.at < SEQUENCE_MS ? `${first.chord} ${chord}` : null
  const shortcut = (sequence && find(sequence, event)) || find(chord, event)
  first = shortcut ? null : { chord, at: Date.now() }
  if (!shortcut) return
  event.preventDefault()
  shortcut.run(event)
}

function find(keys: string, event: KeyboardEvent): Shortcut | undefined {
  const typing = isTyping(event.target)
  return registered.value.findLast(
    (known) => known.keys === keys && (!typing || known.whileTyping) && works(known),
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]')
}

/** A dialog has the keyboard for itself. */
function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}
