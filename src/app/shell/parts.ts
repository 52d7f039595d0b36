import { defineAsyncComponent, type Component } from 'vue'
import { features } from '@/app/features'
import type { ShellPart } from '@/kit/feature'

/** A part that a feature puts into the shell, ready to be drawn. */
interface DrawnPart extends Pick<ShellPart, 'when'> {
  component: Component
}

function drawn(place: 'banners' | 'topBar'): DrawnPart[] {
  return features
    .flatMap((feature) => feature[place] ?? [])
    .sort((a, b) => a.position - b.position)
    .map(({ component, when }) => ({ component: defineAsyncComponent(component), when }))
}

/** What features show above every page. */
export const banners = drawn('banners')

/** What features show in the bar at the top. */
export const topBarParts = drawn('topBar')
