import { defineAsyncComponent, type Component } from 'vue'
import { features } from '@/app/features'
import { loadAreas } from '@/kit/i18n'
import type { ShellOverlay, ShellPart } from '@/kit/feature'
import { fetchWhenOnline } from '@/lib/when-online'

/** A part that a feature puts into the shell, ready to be drawn. */
interface DrawnPart extends Pick<ShellPart, 'when'> {
  component: Component
}

function drawn(place: 'banners' | 'topBar'): DrawnPart[] {
  return features
    .flatMap((feature) => feature[place] ?? [])
    .sort((a, b) => a.position - b.position)
    .map(({ component, when }) => ({
      component: defineAsyncComponent(() => fetchWhenOnline(component)),
      when,
    }))
}

/** What features show above every page. */
export const banners = drawn('banners')

/** What features show in the bar at the top. */
export const topBarParts = drawn('topBar')

/** Something over the page, ready to be drawn. */
export interface DrawnOverlay extends Pick<ShellOverlay, 'asked'> {
  component: Component
}

/** What features show over every page while the address says so. */
export const overlays: readonly DrawnOverlay[] = features
  .flatMap((feature) => feature.overlays ?? [])
  .map(({ component, areas, asked }) => ({
    component: defineAsyncComponent(async () => (await Promise.all([component(), loadAreas(areas)]))[0]),
    asked,
  }))
