import type { RouteLocationRaw } from 'vue-router'

/**
 * Every place of the product that another place links to. Each feature declares its own in `feature.ts` and merges
 * their types in, so that a renamed route is one change and nobody imports a feature to link to it.
 */
export interface Links {
  /** What opens first. A path, because a stranger's page links to it before the pages of the clinic are known. */
  home(): RouteLocationRaw
}

/** `links.inbox()`: filled by the app from what its features declare, before the first page of a clinic opens. */
export const links = { home: () => '/' } as Links

/** Makes the links of a feature known; called once a feature, when the app starts. */
export function addLinks(more: Readonly<Record<string, (...values: never[]) => RouteLocationRaw>>): void {
  for (const name of Object.keys(more)) {
    if (name in links) throw new Error(`Two features declare the link ${name}`)
  }
  Object.assign(links, more)
}

/** Where to go after signing in: a path of this app, never another site. */
export function safeBackPath(value: unknown): string | null {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : null
}
