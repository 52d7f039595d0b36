import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/**
 * Fails with what axe found, element by element. Our pages have no frames of others: what axe would collect from them in
 * one more page is not looked for, and only what is wrong is described.
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
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
