import { expect, it } from 'vitest'
import { PresenceRoster } from './presence-roster'

it('keeps what each tab said last, and nobody who left', () => {
  const roster = new PresenceRoster()
  roster.rebuild({ a: [{ turn: 1, at: 't1' }], b: [{ turn: 7, at: 't1' }] })
  // A change comes as the new saying and the end of the old one.
  roster.join('a', [{ turn: 2, at: 't2' }])
  roster.leave('a', [{ turn: 1, at: 't1' }])
  expect(roster.list()).toEqual([
    { turn: 2, at: 't2' },
    { turn: 7, at: 't1' },
  ])
  roster.leave('a', [{ turn: 2, at: 't2' }])
  expect(roster.list()).toEqual([{ turn: 7, at: 't1' }])
})

it('begins anew with each connection', () => {
  const roster = new PresenceRoster()
  roster.rebuild({ a: [{ turn: 1 }] })
  roster.rebuild({ b: [{ turn: 3 }, { turn: 4 }] })
  expect(roster.list()).toEqual([{ turn: 4 }])
  roster.clear()
  expect(roster.list()).toEqual([])
})

it('does not trip over what another program says', () => {
  const roster = new PresenceRoster()
  roster.rebuild({ a: [null, 'x', { turn: 'y' }], b: [] })
  roster.leave('c', [{ turn: 1 }])
  expect(roster.list()).toEqual([])
})
