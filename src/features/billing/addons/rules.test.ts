import { describe, expect, it } from 'vitest'
import { sinceOf, usedNow, wordsOf } from './rules'

const now = Date.parse('2026-05-12T12:00:00Z')

describe('usedNow', () => {
  it('is nothing once the period of the counter is over', () => {
    expect(usedNow(5, '2026-05-12T12:00:01Z', now)).toBe(5)
    expect(usedNow(5, '2026-05-12T12:00:00Z', now)).toBe(0)
  })

  it('counts before any period began', () => {
    expect(usedNow(0, null, now)).toBe(0)
  })
})

describe('sinceOf', () => {
  const late = Date.parse('2026-05-13T01:30:00Z')

  it('begins at midnight of the clinic, which still has yesterday', () => {
    expect(sinceOf(7, 'America/Sao_Paulo', late)).toBe('2026-05-06T03:00:00.000Z')
    expect(sinceOf(1, 'UTC', late)).toBe('2026-05-13T00:00:00.000Z')
  })

  it('knows that the clock was changed within the period', () => {
    expect(sinceOf(30, 'Europe/Lisbon', Date.parse('2026-04-10T12:00:00Z'))).toBe('2026-03-12T00:00:00.000Z')
  })

  it('is everything without days', () => expect(sinceOf(0, 'UTC', now)).toBeNull())
})

describe('wordsOf', () => {
  it('reads like words', () => expect(wordsOf('minutos_de_voz')).toBe('Minutos de voz'))
})
