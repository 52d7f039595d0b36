import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What axe puts into a page to be asked there. */
type Inspected = typeof globalThis & { axe?: typeof axe }

/**
 * Fails with what axe found, element by element. axe is put into a page once, and only what is wrong leaves it: to inject
 * it anew and to describe what is right takes as long as the looking. Our pages have no frames of others.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // what is still fading in is not open yet: axe would take its focus trap for a fault
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
        )
        .map((animation) => animation.finished),
    ),
  )
  // what is being replaced is faded, and has no contrast
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true].opacity-60'))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as Inspected).axe!.run({
      resultTypes: ['violations'],
      iframes: false,
      elementRef: false,
    })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
  expect(violations).toEqual([])
}
