import * as acts from '@/lib/live/acts'
import type { ChannelMediaMedia } from '@contracts/unions'
import type { TemplateChoice } from '@/features/messaging/templates'

/** A file that goes with a message. Its bytes are kept on this device, under its upload id, until they have arrived. */
export interface OutboxFile {
  uploadId: string
  /** Where it lies already, with a quick reply: nothing is uploaded, and `uploadId` names that file. */
  storedPath?: string
  /** What it is sent as. */
  kind: ChannelMediaMedia
  mimeType: string
  name: string
  bytes: number
  width?: number
  height?: number
  seconds?: number
  waveform?: number[]
}

/** Answers to choose from; `button` opens their list, where they are shown as one. */
export interface OutboxChoices {
  options: { title: string }[]
  button?: string
}

/** One message of several that are sent at once. */
export interface OutboxPart {
  body: string
  file?: OutboxFile
}

/** A message written but not yet accepted by the server; `outbox-store.ts` persists and sends it. */
export interface OutboxItem extends acts.Act {
  tenantId: string
  threadKey: string
  /** What the patient will read. */
  body: string
  /** Set when the text is an approved template, filled in; the server writes the text anew from it. */
  template: TemplateChoice | null
  replyTo: string | null
  createdAt: string
  file?: OutboxFile
  /** The body is a question with answers to press. */
  choices?: OutboxChoices
}

export type NewOutboxItem = Pick<
  OutboxItem,
  'clientId' | 'tenantId' | 'threadKey' | 'body' | 'template' | 'replyTo' | 'createdAt' | 'file' | 'choices'
>

/** Adds a message at the end; the same client id a second time changes nothing. */
export function enqueue(items: OutboxItem[], item: NewOutboxItem): OutboxItem[] {
  return acts.enqueue<OutboxItem>(items, item)
}

/** What can leave now: the oldest unsent message of each conversation, so that answers keep their order. */
export function due(items: OutboxItem[], now: number): OutboxItem[] {
  return acts.due(items, now, ({ tenantId, threadKey }) => `${tenantId}/${threadKey}`)
}

/** What a list says of each conversation with unsent messages: the first that failed, else the last that waits. */
export function unsentByThread(items: OutboxItem[], tenantId: string): Map<string, OutboxItem> {
  const shown = new Map<string, OutboxItem>()
  for (const item of items) {
    if (item.tenantId === tenantId && shown.get(item.threadKey)?.state !== 'failed')
      shown.set(item.threadKey, item)
  }
  return shown
}

function isStoredItem(value: unknown): value is OutboxItem {
  if (typeof value !== 'object' || value === null) return false
  const item = value as Partial<Record<keyof OutboxItem, unknown>>
  const texts = [item.clientId, item.tenantId, item.threadKey, item.body, item.createdAt]
  return texts.every((text) => typeof text === 'string')
}

function parseTemplate(stored: unknown): TemplateChoice | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { id, variables } = stored as Partial<Record<keyof TemplateChoice, unknown>>
  if (typeof id !== 'string' || typeof variables !== 'object' || variables === null) return null
  return {
    id,
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
  }
}

function parseFile(stored: unknown): OutboxFile | null {
  if (typeof stored !== 'object' || stored === null) return null
  const file = stored as OutboxFile
  const texts = [file.uploadId, file.kind, file.mimeType, file.name]
  return texts.every((text) => typeof text === 'string') && typeof file.bytes === 'number' ? file : null
}

function parseChoices(stored: unknown): OutboxChoices | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { options, button } = stored as Partial<Record<keyof OutboxChoices, unknown>>
  if (!Array.isArray(options)) return null
  const titles = options.flatMap((option: unknown) => {
    const title = (option as { title?: unknown } | null)?.title
    return typeof title === 'string' ? [{ title }] : []
  })
  return { options: titles, ...(typeof button === 'string' ? { button } : {}) }
}

/** Reads an item that a page left in storage; an attempt that a reload cut is repeated with its client id. */
export function parseOutboxItem(json: string): OutboxItem | null {
  let stored: unknown
  try {
    stored = JSON.parse(json)
  } catch {
    return null
  }
  if (!isStoredItem(stored)) return null
  const state = stored.state === 'failed' ? 'failed' : 'waiting'
  const file = parseFile(stored.file)
  const choices = parseChoices(stored.choices)
  return {
    clientId: stored.clientId,
    tenantId: stored.tenantId,
    threadKey: stored.threadKey,
    body: stored.body,
    template: parseTemplate(stored.template),
    replyTo: stored.replyTo ?? null,
    createdAt: stored.createdAt,
    ...(file ? { file } : {}),
    ...(choices ? { choices } : {}),
    state,
    attempts: 0,
    notBefore: 0,
    errorCode: stored.errorCode ?? null,
  }
}
