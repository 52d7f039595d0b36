import type { Component } from 'vue'

/** What a feature shows on the page of the day, between its other cards. */
export interface TodayPart {
  component: () => Promise<{ default: Component }>
  /** Files of its texts, fetched with it. */
  areas: readonly string[]
  position: number
}

const parts: TodayPart[] = []

/** Makes the parts of a feature known; called once a feature, when the app starts. */
export function addTodayParts(more: readonly TodayPart[]): void {
  parts.push(...more)
  parts.sort((a, b) => a.position - b.position)
}

/** What features show of the day, in the order of their positions. */
export function todayParts(): readonly TodayPart[] {
  return parts
}
