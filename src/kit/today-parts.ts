import type { Component } from 'vue'
import type { Permission } from './permissions'

/** What a feature shows on the page of the day, between its other cards. */
export interface TodayPart {
  component: () => Promise<{ default: Component }>
  /** Files of its texts, fetched with it. */
  areas: readonly string[]
  position: number
  /** Only for those of the clinic whose role has it. */
  permission?: Permission
}

const parts: TodayPart[] = []

/** Makes the parts of a feature known; called once a feature, when the app starts. */
export function addTodayParts(more: readonly TodayPart[]): void {
  parts.push(...more)
  parts.sort((a, b) => a.position - b.position)
}

/** What features show of the day, in the order of their positions, to whoever may see it. */
export function todayParts(may: (permission: Permission) => boolean): readonly TodayPart[] {
  return parts.filter(({ permission }) => permission === undefined || may(permission))
}
