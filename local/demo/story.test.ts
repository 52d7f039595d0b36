import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demo } from '../simulators/demo.ts'
import { ClinicClock } from './clock.ts'
import { demoFile } from './files.ts'
import { storiesOf } from './load.ts'
import { stepsOf } from './steps.ts'
import { readStories } from './story.ts'

const zone = 'America/Sao_Paulo'
const files = new Map(
  await Promise.all(
    readdirSync(join(import.meta.dirname, 'media')).map(
      async (name) => [name, await demoFile(name)] as const,
    ),
  ),
)

describe('a line', () => {
  const only = (text: string) => readStories(`== Ana | 5511900000000\n@ 1d 09:00\n${text}`)[0]?.lines[0]

  test.each([
    ['< Oi!', { by: 'patient', words: 'Oi!' }],
    ['rita: Segue. [recibo.pdf]', { by: 'rita', words: 'Segue.', file: 'recibo.pdf' }],
    ['< Isso [desenho.jpg] {re 2}', { words: 'Isso', file: 'desenho.jpg', replyTo: 2 }],
    ['rita: Oi {falhou rejected_by_provider}', { status: 'failed', errorCode: 'rejected_by_provider' }],
    ['< (Eva, 5511911111111) Vou', { author: { name: 'Eva', phone: '5511911111111' }, words: 'Vou' }],
    ['hugo: (modelo aviso | Ana | 9h)', { template: { name: 'aviso', values: ['Ana', '9h'] }, words: '' }],
    ['rita: Custa (hoje) R$ 10', { words: 'Custa (hoje) R$ 10' }],
    ['* rita nota @silvia, veja', { type: 'deed', by: 'rita', what: 'nota', about: '@silvia, veja' }],
  ])('%s', (line, meaning) => expect(only(line)).toMatchObject(meaning))

  test('that means nothing is named with its number', () => {
    expect(() => only('quem disse isso?')).toThrow('line 3')
    expect(() => readStories('== Ana | 5511900000000\n< Oi')).toThrow('when?')
  })
})

describe.each([
  ['a working afternoon', '2026-11-25T18:00:00Z'],
  ['the first minutes of a Monday', '2026-11-23T11:05:00Z'],
  ['a Monday just after opening', '2026-11-23T11:31:00Z'],
  ['an evening', '2026-11-25T23:30:00Z'],
  ['a minute after midnight', '2026-11-26T03:01:00Z'],
  ['a Saturday', '2026-11-28T14:00:00Z'],
  ['a Sunday night', '2026-11-29T06:00:00Z'],
])('told on %s', (_, moment) => {
  const now = new Date(moment)
  const clock = new ClinicClock(zone, now)
  const hours = new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
  const weekdays = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' })
  const hour = (at: Date) => Number(hours.format(at))

  test.each(['aurora', 'horizonte'] as const)('%s wrote at its hours, and nothing is to come', (clinic) => {
    for (const story of storiesOf(clinic)) {
      const steps = stepsOf([story], clinic === 'aurora' ? 'evolution' : 'twilio', clock, files)
      const times = steps.map(({ at }) => at.getTime())
      expect(times, story.name).toEqual([...times].sort((a, b) => a - b))
      expect(Math.max(...times), story.name).toBeLessThan(now.getTime())
      expect(Math.min(...times), story.name).toBeGreaterThan(now.getTime() - 32 * 86_400_000)
      for (const { at, action, by } of steps.filter(({ action }) => action?.type === 'message'))
        if (action?.from_me === true && by) {
          expect(hour(at), `${story.name} ${at.toISOString()}`).toBeGreaterThanOrEqual(8)
          expect(hour(at), `${story.name} ${at.toISOString()}`).toBeLessThan(19)
          expect(weekdays.format(at)).not.toMatch(/^S/)
        }
    }
  })

  test('somebody has waited since today, and less than five hours', () => {
    const last = storiesOf('aurora').map((story) => stepsOf([story], 'evolution', clock, files).at(-1))
    const waiting = last.filter((step) => step && now.getTime() - step.at.getTime() < 5 * 3_600_000)
    expect(waiting.length).toBeGreaterThan(9)
  })
})

test('whoever wrote to the official number today may be answered in the simulator', () => {
  const today = storiesOf('horizonte').filter(({ lines }) =>
    lines.some((line) => line.type === 'said' && line.by === 'patient' && 'ago' in line.when),
  )
  const known: readonly string[] = demo.twilio.wroteLately
  expect(today.map(({ phone }) => phone).filter((phone) => !known.includes(phone ?? ''))).toEqual([])
})
