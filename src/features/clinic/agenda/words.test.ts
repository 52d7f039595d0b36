import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import en from '@/locales/en/agenda.json'
import pt from '@/locales/pt-BR/agenda.json'
import { noRepeat, nthOf, repeatProblem, ruleOf } from './components/repeat-draft'
import type { Hit, SeriesRule } from './types'
import { blockingText, hitText, ruleText, spanText } from './words'

const i18n = createI18n({
  legacy: false,
  locale: 'pt-BR',
  messages: { 'pt-BR': { agenda: pt }, en: { agenda: en } },
})
const sayIn =
  (locale: string) =>
  (key: string, values: Record<string, unknown> = {}) =>
    i18n.global.t(key, values, { locale: locale as 'en' })
const rule = (more: Partial<SeriesRule>, start = '2026-12-03T15:00', locale = 'pt-BR') =>
  ruleText(
    { freq: 'weekly', weekdays: ['thu'], nth: null, count: null, until: null, start, ...more },
    locale,
    sayIn(locale),
  )

describe('how a slot repeats, in words', () => {
  it.each([
    [{ until: '2026-12-18' }, 'toda quinta às 15h até 18/12'],
    [{ until: '2027-03-18' }, 'toda quinta às 15h até 18/03/2027'],
    [{ count: 10 }, 'toda quinta às 15h, 10 vezes'],
    [{ weekdays: ['tue', 'thu'] as const, count: 8 }, 'toda terça e toda quinta às 15h, 8 vezes'],
    [{ weekdays: ['sat'] as const, count: 4 }, 'todo sábado às 15h, 4 vezes'],
    [{ freq: 'biweekly' as const, count: 6 }, 'quinzenal, às quintas às 15h, 6 vezes'],
    [{ freq: 'monthly_nth' as const, nth: 1, count: 6 }, 'toda 1ª quinta do mês às 15h, 6 vezes'],
    [
      { freq: 'monthly_nth' as const, nth: -1, weekdays: ['sun'] as const, count: 3 },
      'todo último domingo do mês às 15h, 3 vezes',
    ],
    [{ weekdays: [], count: 2 }, 'toda quinta às 15h, 2 vezes'],
  ])('%o is "%s"', (more, text) => expect(rule(more as Partial<SeriesRule>)).toBe(text))

  it('says half hours, and English', () => {
    expect(rule({ count: 3 }, '2026-12-03T14:30')).toBe('toda quinta às 14h30, 3 vezes')
    expect(rule({ until: '2026-12-18' }, '2026-12-03T15:00', 'en')).toBe(
      'every Thursday at 15:00 until Dec 18',
    )
  })
})

const hit = (more: Partial<Hit>): Hit => ({
  kind: 'session',
  blocks: true,
  title: null,
  starts_local: '2026-12-01T15:00',
  ends_local: '2026-12-01T15:50',
  session: null,
  ...more,
})
const other = {
  id: 's',
  therapist_name: 'Ana Lima',
  room_name: 'Sala 2',
  patients: ['Paulo Reis', 'Eva Reis'],
  status: 'scheduled' as const,
}

describe('what is in the way, in words', () => {
  it.each([
    [hit({ session: other }), 'Ana Lima atende Paulo Reis e Eva Reis das 15:00 às 15:50.'],
    [hit({ session: { ...other, patients: [] } }), 'Ana Lima tem sessão das 15:00 às 15:50.'],
    [hit({ kind: 'room', session: other }), 'Sala 2 está com Ana Lima das 15:00 às 15:50.'],
    [hit({ kind: 'absence' }), 'Está ausente das 15:00 às 15:50.'],
    [
      hit({
        kind: 'recess',
        title: 'Férias',
        starts_local: '2026-12-20T00:00',
        ends_local: '2027-01-04T00:00',
      }),
      'A clínica está em recesso de 20/12 a 03/01/2027: Férias.',
    ],
    [hit({ kind: 'holiday', blocks: false, title: 'Natal' }), 'É feriado: Natal.'],
    [hit({ kind: 'outside_hours', blocks: false }), 'Fora do horário de atendimento.'],
  ])('%o', (what, text) => expect(hitText(what, 'pt-BR', sayIn('pt-BR'))).toBe(text))

  it('of a whole day is the day', () => {
    expect(spanText('2026-12-20T00:00', '2026-12-21T00:00', 'pt-BR', sayIn('pt-BR'))).toBe('em 20/12')
  })

  it('is said before the drop only when it blocks', () => {
    const say = sayIn('pt-BR')
    expect(blockingText([hit({ kind: 'holiday', blocks: false, title: 'Natal' })], 'pt-BR', say)).toBeNull()
    expect(
      blockingText([hit({ kind: 'outside_hours', blocks: false }), hit({ session: other })], 'pt-BR', say),
    ).toMatch(/^Ana Lima/)
  })
})

describe('a rule that is being filled in', () => {
  const start = '2026-12-31T15:00'

  it('counts the weekday within its month, and a fifth is the last', () => {
    expect([1, 7, 8, 14, 22, 28].map((day) => nthOf(`2026-12-${String(day).padStart(2, '0')}`))).toEqual([
      1, 1, 2, 2, 4, 4,
    ])
    expect(nthOf('2026-12-31')).toBe(-1)
  })

  it('is none until nothing is missing', () => {
    const draft = { ...noRepeat(start), freq: 'weekly' as const }
    expect(ruleOf(noRepeat(start), start)).toBeNull()
    expect(ruleOf(draft, start)).toMatchObject({ weekdays: ['thu'], count: 12, until: null })
    expect(repeatProblem({ ...draft, count: 1 }, start)).toBe('countProblem')
    expect(repeatProblem({ ...draft, ends: 'until', until: '2026-12-31' }, start)).toBe('untilProblem')
    expect(ruleOf({ ...draft, ends: 'until', until: '2027-02-01' }, start)).toMatchObject({
      count: null,
      until: '2027-02-01',
    })
    expect(ruleOf({ ...draft, freq: 'monthly_nth' }, start)).toMatchObject({ nth: -1, weekdays: ['thu'] })
  })
})
