import { expect, it } from 'vitest'
import { PresenceTracker } from './presence.ts'

it('lists what owners track, by key', () => {
  const tracker = new PresenceTracker<string>()
  expect(tracker.track('tab-1', 'room', 'ana', { on: 'inbox' })).toEqual({
    joins: { ana: { metas: [{ on: 'inbox', phx_ref: 'F1' }] } },
    leaves: {},
  })
  tracker.track('tab-2', 'room', 'ana', { on: 'agenda' })
  tracker.track('tab-3', 'other', 'bia', {})
  expect(tracker.state('room')).toEqual({
    ana: {
      metas: [
        { on: 'inbox', phx_ref: 'F1' },
        { on: 'agenda', phx_ref: 'F2' },
      ],
    },
  })
})

it('replaces the state of one owner and says which one it followed', () => {
  const tracker = new PresenceTracker<string>()
  tracker.track('tab', 'room', 'ana', { on: 'inbox' })
  expect(tracker.track('tab', 'room', 'ana', { on: 'inbox' })).toBeNull()
  expect(tracker.track('tab', 'room', 'ana', { on: 'agenda' })).toEqual({
    joins: { ana: { metas: [{ on: 'agenda', phx_ref: 'F2', phx_ref_prev: 'F1' }] } },
    leaves: { ana: { metas: [{ on: 'inbox', phx_ref: 'F1' }] } },
  })
})

it('forgets an owner once', () => {
  const tracker = new PresenceTracker<string>()
  tracker.track('tab', 'room', 'ana', {})
  expect(tracker.untrack('tab')).toEqual({ joins: {}, leaves: { ana: { metas: [{ phx_ref: 'F1' }] } } })
  expect(tracker.untrack('tab')).toBeNull()
  expect(tracker.state('room')).toEqual({})
})
