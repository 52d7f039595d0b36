import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = {
  '@contracts': fileURLToPath(new URL('./supabase/functions/_shared/contracts', import.meta.url)),
  '@import': fileURLToPath(new URL('./supabase/functions/_shared/sales/import', import.meta.url)),
  '@': fileURLToPath(new URL('./src', import.meta.url)),
}

/** On a shared CI machine a browser or a process may be starved for a moment: tests get a second try there, browsers a third. */
const retry = process.env.CI ? 1 : 0

/** What a whole stack or a browser is waited for; vitest's second is too short where several tests share a machine. */
const patient = { poll: { timeout: 15_000 } }

/** Each worker of a whole-stack project has a stack of its own; a file that is named alone needs one. */
const stacks = process.argv.filter((argument) => argument.endsWith('.test.ts')).length === 1 ? 1 : 2

/** One project a kind of test; `npm test` runs them in this order, each on its own real counterpart. */
export default defineConfig({
  plugins: [vue()],
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          retry,
          include: [
            'src/**/*.test.ts',
            'supabase/functions/**/*.test.ts',
            'local/**/*.test.ts',
            'build/**/*.test.ts',
          ],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          retry,
          sequence: { groupOrder: 1 },
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/db/support/cluster.ts'],
          isolate: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'functions',
          retry,
          sequence: { groupOrder: 2 },
          include: ['tests/functions/**/*.test.ts'],
          globalSetup: ['tests/db/support/cluster.ts'],
          isolate: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          sequence: { groupOrder: 3 },
          include: ['tests/stack/**/*.test.ts'],
          globalSetup: ['tests/stack/support/global.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          retry,
          expect: patient,
          maxWorkers: stacks,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 4 },
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/stack/support/global.ts'],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          retry: retry * 2,
          expect: patient,
          maxWorkers: stacks,
        },
      },
    ],
  },
})
