import { describe, expect, it, vi } from 'vitest'
import {
  formatDay,
  formatLongDay,
  formatDuration,
  formatListTime,
  formatMoment,
  formatMoney,
  formatPhone,
  formatSigned,
  formatTime,
  formatTimestamp,
  initialsOf,
  firstNameOf,
  shortNameOf,
} from './format'

const clinic = { locale: 'pt-BR', timeZone: 'America/Sao_Paulo' }
const now = '2025-05-14T18:00:00Z'

describe('dates', () => {
  it('writes the time of the clinic, not of the browser', () => {
    expect(formatTime('2025-05-14T17:30:00Z', clinic)).toBe('14:30')
    expect(formatTime('2025-05-14T17:30:00Z', { ...clinic, timeZone: 'America/Manaus' })).toBe('13:30')
  })

  it('writes a day in full, on the calendar of the clinic', () => {
    expect(formatLongDay('2025-05-14T02:59:00Z', clinic)).toBe('terça-feira, 13 de maio')
  })

  it('says hoje and ontem by the calendar of the clinic', () => {
    expect(formatMoment('2025-05-14T17:30:00Z', clinic, now)).toBe('hoje 14:30')
    expect(formatDay('2025-05-14T02:59:00Z', clinic, now)).toBe('ontem')
    expect(formatDay('2025-05-14T03:00:00Z', clinic, now)).toBe('hoje')
    expect(formatDay('2025-05-15T15:00:00Z', clinic, now)).toBe('amanhã')
  })

  it('writes older days with the weekday, and other years with the year', () => {
    expect(formatDay('2025-05-12T15:00:00Z', clinic, now)).toBe('seg., 12 mai.')
    expect(formatDay('2024-05-12T15:00:00Z', clinic, now)).toBe('12 mai. 2024')
    expect(formatDay('2025-05-12T15:00:00Z', { ...clinic, locale: 'en' }, now)).toBe('Mon, May 12')
    expect(formatDay('2024-05-12T15:00:00Z', { ...clinic, locale: 'en' }, now)).toBe('May 12, 2024')
  })

  it('writes the whole date in a file, where today is another day', () => {
    expect(formatTimestamp('2025-05-14T17:30:00Z', clinic)).toBe('14/05/2025, 14:30')
  })

  it('keeps a list short', () => {
    expect(formatListTime('2025-05-14T17:30:00Z', clinic, now)).toBe('14:30')
    expect(formatListTime('2025-05-13T17:30:00Z', clinic, now)).toBe('ontem')
  })
})

describe('formatDuration', () => {
  it.each([
    [12, '12 s'],
    [125, '2 min'],
    [3599, '59 min'],
    [7200, '2 h'],
    [86_399, '23 h'],
    [172_800, '2 dias'],
    [258_000, '2 dias'],
  ])('writes %i seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds, clinic)).toBe(text)
  })
})

describe('formatMoney', () => {
  it('writes reais from cents', () => {
    expect(formatMoney(4990, clinic).replace(/\s/, ' ')).toBe('R$ 49,90')
  })
})

describe('formatPhone', () => {
  it('writes Brazilian mobiles and landlines the way people say them', () => {
    expect(formatPhone('+5511912345678')).toBe('(11) 91234-5678')
    expect(formatPhone('+551132345678')).toBe('(11) 3234-5678')
  })

  it('writes a foreign number in full once its library is there', async () => {
    expect(formatPhone('+14155238886')).toBe('+14155238886')
    await vi.waitFor(() => expect(formatPhone('+14155238886')).toBe('+1 415 523 8886'))
  })

  it('leaves what is not a number alone', () => {
    expect(formatPhone(null)).toBe('')
    expect(formatPhone('LID 123')).toBe('LID 123')
  })
})

describe('initialsOf', () => {
  it.each([
    ['Maria da Silva', 'MS'],
    ['ana', 'A'],
    ['😀 João', 'J'],
    ['(Dra.) Íris Nóbrega', 'ÍN'],
    ['Dr. Paulo', 'P'],
    ['Drauzio Reis', 'DR'],
    ['Dra', 'D'],
    ['Profa. Dra. Íris Nóbrega', 'ÍN'],
    ['Clínica Aurora', 'A'],
    ['Clínica Boa Vista', 'BV'],
    ['Consultório da Dra. Íris', 'Í'],
    ['Clínica', 'C'],
    ['', ''],
    [null, ''],
  ])('%s → %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

describe('shortNameOf', () => {
  it.each([
    ['Maria da Silva', 'Maria'],
    ['  Dr. Paulo Meireles ', 'Dr. Paulo'],
    ['Dra Íris', 'Dra Íris'],
    ['Dona Lúcia Prado', 'Dona Lúcia'],
    ['Profeta Lima', 'Profeta'],
    ['', ''],
  ])('%s → %s', (name, short) => {
    expect(shortNameOf(name)).toBe(short)
  })
})

describe('firstNameOf', () => {
  it.each([
    ['Maria da Silva', 'Maria'],
    ['Dona Lúcia', 'Lúcia'],
    ['D. Lúcia', 'Lúcia'],
    ['Sr. Paulo', 'Paulo'],
    ['seu Zé', 'Zé'],
    ['Profa. (Dra.) Íris Nóbrega', 'Íris'],
    ['😀 João', 'João'],
    ['Donatela', 'Donatela'],
    ['Dra.', ''],
    ['+55 11 91234-5678', ''],
  ])('%s → %s', (name, first) => {
    expect(firstNameOf(name)).toBe(first)
  })
})

it('formatSigned says whether something came or went', () => {
  const reader = { locale: 'pt-BR' }
  expect([1234, 0, -20].map((value) => formatSigned(value, reader))).toEqual(['+1.234', '0', '-20'])
})
