import type { Component } from 'vue'

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

/** What a feature offers for the person of a conversation; its component gets `contact`. */
export interface ContactPart {
  component: () => Promise<{ default: Component }>
  /** Whether there is anything to offer for this person. */
  when(contact: Contact): boolean
  position: number
}

const parts: ContactPart[] = []

/** Makes the parts of a feature known; called once a feature, when the app starts. */
export function addContactParts(more: readonly ContactPart[]): void {
  parts.push(...more)
  parts.sort((a, b) => a.position - b.position)
}

/** What features offer for the person of a conversation, in the order of their positions. */
export function contactParts(): readonly ContactPart[] {
  return parts
}
