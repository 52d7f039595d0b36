import { expect, it } from 'vitest'
import { dayText, fullDay, stateOf, todayIn } from './rules'

const reader = { locale: 'pt-BR', timeZone: 'America/Sao_Paulo' }

it('a day is the same day in every zone', () => {
  expect(fullDay('2026-03-01', reader)).toBe('01/03/2026')
  expect(fullDay('2026-03-01', { ...reader, timeZone: 'Pacific/Kiritimati' })).toBe('01/03/2026')
  expect(dayText('2026-03-01', reader, '2026-03-01')).toBe('hoje')
  expect(dayText('2026-02-28', reader, '2026-03-01')).toBe('ontem')
})

it('today is the clinic’s', () => {
  expect(todayIn('America/Sao_Paulo', new Date('2026-03-01T02:00:00Z'))).toBe('2026-02-28')
})

it.each([
  [null, null, null, 'draft'],
  ['x', null, null, 'signed'],
  ['x', 'y', null, 'waiting'],
  ['x', 'y', 'z', 'signed'],
])(
  'signed %s, countersigner %s, countersigned %s: %s',
  (signed_at, countersigner_id, countersigned_at, state) =>
    expect(stateOf({ signed_at, countersigner_id, countersigned_at })).toBe(state),
)
