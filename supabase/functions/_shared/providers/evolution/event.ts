import { isObject, type Json, type JsonObject } from '../../platform/json.ts'
import type { InboundAction } from '../provider.ts'

/** What a parser of one event type finds: what to do, or why it could not tell. */
export interface Reading {
  actions: InboundAction[]
  unparsed?: string
  /** Distinguishes this event from others of its type; the content's hash when absent. */
  key?: string
}

export type EventReader = (data: Json, envelope: JsonObject, now: Date) => Reading

/** The items of `data`: v2 sends one object, older versions and wrappers an array or `{messages: […]}`. */
export function itemsOf(data: Json): JsonObject[] {
  if (Array.isArray(data)) return data.filter(isObject)
  if (!isObject(data)) return []
  return Array.isArray(data.messages) ? data.messages.filter(isObject) : [data]
}

/** One event of several items: unparsed when nothing could be made of one of them, and known by its key when it is one. */
export function combined(readings: readonly Reading[]): Reading {
  const actions = readings.flatMap((reading) => reading.actions)
  const unparsed = readings.find((reading) => reading.unparsed !== undefined)?.unparsed
  const only = readings.length === 1 ? readings[0]?.key : undefined
  return {
    actions,
    ...(unparsed !== undefined ? { unparsed } : {}),
    ...(only !== undefined ? { key: only } : {}),
  }
}

/** `MESSAGES_UPSERT`, `messages-upsert` and `messages.upsert` are one event. */
export function eventType(name: string | null): string {
  return (name ?? 'unknown').trim().toLowerCase().replace(/[_-]/g, '.').slice(0, 80)
}
