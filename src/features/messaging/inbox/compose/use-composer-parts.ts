import { defineAsyncComponent, shallowRef, type Component } from 'vue'
import { composerParts, type ComposerPart } from '@/kit/composer-parts'
import { useShortcuts } from '@/kit/shortcuts/registry'

/** What features offer where the answer is written: one is open at a time, fetched when it first is. */
export function useComposerParts(canOpen: () => boolean) {
  const parts = composerParts()
  const made = new Map<ComposerPart, Component>()
  const part = shallowRef<ComposerPart | null>(null)
  const view = shallowRef<Component | null>(null)

  function open(one: ComposerPart | null): void {
    part.value = one === part.value ? null : one
    if (part.value && !made.has(part.value)) made.set(part.value, defineAsyncComponent(part.value.component))
    view.value = part.value ? (made.get(part.value) ?? null) : null
  }

  useShortcuts(
    parts.map((one) => ({
      keys: one.keys,
      label: one.label,
      group: 'inbox.shortcuts.group',
      whileTyping: true,
      when: canOpen,
      run: () => open(one),
    })),
  )
  return { parts, part, view, open }
}
