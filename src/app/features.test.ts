import { describe, expect, it } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { links } from '@/kit/links'
import { entryFeatures, entryTexts } from './entry-features'
import { features, startFeatures } from './features'
import './started-features'
import { createRoutes } from './router/routes'

function all(routes: readonly RouteRecordRaw[]): RouteRecordRaw[] {
  return routes.flatMap((route) => [route, ...all(route.children ?? [])])
}
const strangers = all(entryFeatures.flatMap(({ routes }) => routes?.public ?? []))
const routes = [...strangers, ...all(createRoutes(() => Promise.resolve({ render: () => null })))]
const names = routes.map(({ name }) => name).filter((name) => name !== undefined)

const nameOf = (to: unknown) => (to as { name: string }).name

describe('the features', () => {
  it('have one page a name', () => {
    expect(names).toEqual([...new Set(names)])
  })

  it('link, list and shorten the way to pages that exist', () => {
    const targets = [
      ...Object.values(links as unknown as Record<string, () => unknown>).map((link) => link()),
      ...features.flatMap(({ menu }) => menu ?? []).map(({ to }) => to),
      ...features.flatMap(({ shortcuts }) => shortcuts ?? []).map(({ to }) => to),
    ]
    expect(targets.length).toBeGreaterThan(20)
    for (const to of targets) expect(names).toContain(to === '/' ? 'home' : nameOf(to))
  })

  it('use each key for one way', () => {
    const keys = features.flatMap(({ shortcuts }) => shortcuts ?? []).map((shortcut) => shortcut.keys)
    expect(keys).toEqual([...new Set(keys)])
  })

  it('say about a page only what the router understands', () => {
    const known = [
      'public',
      'guestOnly',
      'withoutTenant',
      'permission',
      'saasOnly',
      'areas',
      'title',
      'withoutBottomBar',
    ]
    for (const key of routes.flatMap(({ meta }) => Object.keys(meta ?? {}))) expect(known).toContain(key)
  })

  it('have the texts of a stranger’s page at hand', () => {
    for (const area of strangers.flatMap(({ meta }) => meta?.areas ?? [])) {
      expect(Object.keys(entryTexts)).toContain(`../locales/pt-BR/${area}.json`)
    }
  })

  it('cannot declare a link twice', () => {
    expect(startFeatures).toThrow(/Two features declare/)
  })
})
