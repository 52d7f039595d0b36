import { expect, it } from 'vitest'
import { dayKey } from './days'

it('names the day of the clinic, not of the server', () => {
  expect(dayKey('2026-11-23T01:30:00Z', 'America/Sao_Paulo')).toBe('2026-11-22')
  expect(dayKey('2026-11-23T01:30:00Z', 'UTC')).toBe('2026-11-23')
})
