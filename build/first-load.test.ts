import { afterEach, expect, it, vi } from 'vitest'
import { measureFirstLoads } from './first-load'

afterEach(() => vi.unstubAllEnvs())

// A screen that has become heavier must give way elsewhere: `npm run build:weights` shows what weighs.
it('loads no more JavaScript than a first visit may', async () => {
  // A test is no production build otherwise, and Vue brings its warnings along.
  vi.stubEnv('NODE_ENV', 'production')
  const heavy = (await measureFirstLoads()).filter(({ gzip, limit }) => gzip > limit)
  expect(heavy.map(({ name, gzip, limit }) => `${name}: ${gzip.toFixed(1)} of ${limit} kB`)).toEqual([])
}, 120_000)
