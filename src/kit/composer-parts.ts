import type { Component } from 'vue'
import type { Module } from './clinic/types'
import { isModuleOn } from './permissions'

/**
 * What a feature offers where an answer is written, fetched when it is first opened. Its component gets `threadKey`, `body`
 * (v-model: the text of the composer) and `writes` (whether a text is taken now), and emits `close`.
 */
export interface ComposerPart {
  /** Key of its name, in `shell.json`: the button is on screen before the feature's own texts. */
  label: string
  icon: string
  /** A chord that opens and closes it, also while somebody writes. */
  keys: string
  component: () => Promise<{ default: Component }>
}

const parts: (ComposerPart & { module: Module | undefined })[] = []

/** Makes the parts of a feature known; called once a feature, when the app starts. */
export function addComposerParts(more: readonly ComposerPart[], module?: Module): void {
  parts.push(...more.map((part) => ({ ...part, module })))
}

/** What features offer the clinic on screen where an answer is written. */
export function composerParts(): readonly ComposerPart[] {
  return parts.filter(({ module }) => isModuleOn(module))
}
