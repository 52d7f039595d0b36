import type { Router } from 'vue-router'
import type { AddressPatch } from './filters'

/** What is on its way into the address, until the navigation that carries it has ended. */
interface Waiting {
  patch: AddressPatch
  isStep: boolean
  path: string
  isBegun: boolean
}

const waiting = new WeakMap<Router, Waiting>()
/** Where each router is on its way to; it is null while it is not. */
const goals = new WeakMap<Router, { path: string | null }>()

/** Follows where the router is going, because a change of the address would turn back whoever is leaving. */
export function followNavigation(router: Router): void {
  if (goals.has(router)) return
  const goal: { path: string | null } = { path: null }
  goals.set(router, goal)
  router.beforeEach((to) => {
    goal.path = to.path
  })
  router.afterEach((to) => {
    if (goal.path === to.path) goal.path = null
  })
}

/**
 * Changes a part of the page's address. What lists of one page change at the same moment, or while a navigation is on
 * its way, goes in one: the second would undo the first. A `step` is something the way back undoes. Nothing happens
 * once the page is left, or is being left.
 */
export function patchAddress(router: Router, patch: AddressPatch, { step = false } = {}): void {
  followNavigation(router)
  const { path } = router.currentRoute.value
  const before = waiting.get(router)
  const same = before?.path === path ? before : undefined
  if (same && !same.isBegun) {
    Object.assign(same.patch, patch)
    same.isStep ||= step
    return
  }
  const next: Waiting = {
    patch: { ...same?.patch, ...patch },
    isStep: step || (same?.isStep ?? false),
    path,
    isBegun: false,
  }
  waiting.set(router, next)
  // a task of its own: by then the guards of a navigation that began at the same moment have run
  setTimeout(() => void navigate(router, next))
}

async function navigate(router: Router, wanted: Waiting): Promise<void> {
  wanted.isBegun = true
  const { path, query, hash, fullPath } = router.currentRoute.value
  const goal = goals.get(router)?.path ?? path
  if (path === wanted.path && goal === path) {
    const entries = Object.entries({ ...query, ...wanted.patch }).filter(([, value]) => value !== undefined)
    const target = { path, hash, query: Object.fromEntries(entries) }
    if (router.resolve(target).fullPath !== fullPath) {
      await router[wanted.isStep ? 'push' : 'replace'](target)
    }
  }
  if (waiting.get(router) === wanted) waiting.delete(router)
}
