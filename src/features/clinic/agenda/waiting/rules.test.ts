import { expect, it } from 'vitest'
import { isPending, matchesSearch, offerTone } from './rules'

it('finds a name without its accents', () => {
  expect(matchesSearch({ patient_name: 'João Araújo' }, ' joao ara')).toBe(true)
  expect(matchesSearch({ patient_name: 'João Araújo' }, 'bia')).toBe(false)
})

it('knows which offers wait for an answer', () => {
  expect((['queued', 'open', 'unsent', 'expired'] as const).map((state) => isPending({ state }))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(offerTone('unsent')).toBe('coral')
  expect(offerTone('accepted')).toBe('ok')
})
