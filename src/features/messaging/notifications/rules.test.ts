import { describe, expect, it } from 'vitest'
import { isQuiet, placeOf, verdictOn, type TabState } from './rules'
import type { NotificationSettings } from './types'

const settings = (changes: Partial<NotificationSettings> = {}): NotificationSettings => ({
  is_muted: false,
  plays_sound: true,
  rule: 'all',
  quiet_from: null,
  quiet_until: null,
  shows_text_in_push: false,
  time_zone: 'America/Sao_Paulo',
  ...changes,
})
const tab = (id: string, changes: Partial<TabState> = {}): TabState => ({
  id,
  visible: true,
  focused: false,
  threadKey: null,
  showsList: false,
  ...changes,
})
const notice = { thread_key: 'whatsapp:+5511988880001' }
/** Noon in UTC: nine in the morning in São Paulo. */
const now = new Date('2026-11-20T12:00:00Z')

describe('isQuiet', () => {
  it.each([
    ['without hours', {}, false],
    ['when muted', { is_muted: true }, true],
    ['within hours of the clinic’s zone', { quiet_from: '08:00', quiet_until: '10:00' }, true],
    ['at their beginning', { quiet_from: '09:00', quiet_until: '10:00' }, true],
    ['at their end', { quiet_from: '08:00', quiet_until: '09:00' }, false],
    ['outside of hours over midnight', { quiet_from: '22:00', quiet_until: '07:00' }, false],
    ['within hours over midnight', { quiet_from: '22:00', quiet_until: '09:30' }, true],
  ])('%s', (_, changes, expected) => expect(isQuiet(settings(changes), now)).toBe(expected))
})

describe('verdictOn', () => {
  it('lets the tab in use speak, and no other', () =>
    expect(verdictOn(notice, settings(), [tab('a'), tab('b', { focused: true })], now)).toEqual({
      popup: 'b',
      system: false,
      sound: true,
    }))

  it('lets one tab in sight speak when none is in use', () =>
    expect(verdictOn(notice, settings(), [tab('a', { visible: false }), tab('b'), tab('c')], now).popup).toBe(
      'b',
    ))

  it('lets the list of conversations speak for itself, with a sound', () =>
    expect(verdictOn(notice, settings(), [tab('a', { showsList: true })], now)).toEqual({
      popup: null,
      system: false,
      sound: true,
    }))

  it('leaves it to the system when no tab is in sight', () =>
    expect(verdictOn(notice, settings(), [tab('a', { visible: false })], now)).toEqual({
      popup: null,
      system: true,
      sound: true,
    }))

  it('says nothing of the conversation in front of the person, in whichever tab', () =>
    expect(
      verdictOn(
        notice,
        settings(),
        [tab('a', { focused: true }), tab('b', { threadKey: notice.thread_key })],
        now,
      ),
    ).toEqual({ popup: null, system: false, sound: false }))

  it('speaks of a conversation that is open in a hidden tab', () =>
    expect(
      verdictOn(notice, settings(), [tab('a', { visible: false, threadKey: notice.thread_key })], now).system,
    ).toBe(true))

  it('is silent without sound, and says nothing when muted', () => {
    expect(verdictOn(notice, settings({ plays_sound: false }), [tab('a')], now)).toMatchObject({
      popup: 'a',
      sound: false,
    })
    expect(verdictOn(notice, settings({ is_muted: true }), [tab('a')], now).popup).toBeNull()
  })
})

describe('what is about a patient', () => {
  const about = { thread_key: null, patient_id: 'p1' }

  it('leads to their record, and a conversation to itself', () => {
    expect(placeOf(about)).toBe('/pacientes/p1/record')
    expect(placeOf({ ...about, kind: 'intake' })).toBe('/pacientes/p1/fichas')
    expect(placeOf(notice)).toBe('/conversas/whatsapp%3A%2B5511988880001')
  })

  it('is shown by a tab that has no conversation open, and by the list of conversations', () => {
    expect(verdictOn(about, settings(), [tab('a')], now).popup).toBe('a')
    expect(verdictOn(about, settings(), [tab('a', { showsList: true })], now).popup).toBe('a')
    expect(verdictOn(notice, settings(), [tab('a', { showsList: true })], now).popup).toBeNull()
  })
})
