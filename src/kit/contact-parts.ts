import type { Component } from 'vue'
import type { Module } from './clinic/types'
import { isModuleOn } from './permissions'

/** The person of a conversation, for parts that other features show beside them. */
export interface Contact {
  threadKey: string
  /** What the conversation is called; null for a number that nobody named. */
  name: string | null
  /** Who said the name: `person` is a colleague, whose word stands; null without a name. */
  nameSource: string | null
  /** With country code; null where the channel hides it. */
  phone: string | null
  isGroup: boolean
}

/** What a feature offers in the menu of a card on the board; the dialog gets `contact` and `visible`. */
export interface ContactMenuEntry {
  /** Key of its name, in `shell.json`: the menu is on screen before the feature's own texts. */
  label: string
  icon: string
  dialog: () => Promise<{ default: Component }>
}

/** What a feature offers for the person of a conversation; its component gets `contact`. */
export interface ContactPart {
  component: () => Promise<{ default: Component }>
  menu?: ContactMenuEntry
  /** Whether there is anything to offer for this person. */
  when(contact: Contact): boolean
  position: number
}

const parts: ContactPart[] = []

/** Makes the parts of a feature known; called once a feature, when the app starts. */
export function addContactParts(more: readonly ContactPart[], module?: Module): void {
  parts.push(
    ...more.map((part) =>
      module ? { ...part, when: (contact: Contact) => isModuleOn(module) && part.when(contact) } : part,
    ),
  )
  parts.sort((a, b) => a.position - b.position)
}

/** What features offer for the person of a conversation, in the order of their positions. */
export function contactParts(): readonly ContactPart[] {
  return parts
}

/** Fetches the parts ahead, so that a conversation that is opened shows them at once, also without internet. */
export async function fetchContactParts(): Promise<void> {
  await Promise.all(parts.map(({ component }) => component()))
}
