import { expect, it } from 'vitest'
import { readJoinConfig } from './join-config.ts'

const defaults = {
  private: false,
  ack: false,
  self: false,
  replicationReady: false,
  replay: null,
  presenceKey: null,
  presenceEnabled: false,
  changes: [],
  accessToken: null,
}

it.each([null, undefined, 5, [], {}, { config: null }, { config: { broadcast: 1, postgres_changes: null } }])(
  'takes the defaults for %j',
  (payload) => {
    expect(readJoinConfig(payload)).toEqual(defaults)
  },
)

it('reads what supabase-js sends, and booleans that arrive as text', () => {
  const change = { event: '*', schema: 'public', table: 'msgs', filter: 'tenant_id=eq.5' }
  const payload = {
    config: {
      broadcast: { ack: true, self: 'true', replay: { since: 5, limit: 900 } },
      presence: { key: 'k1', enabled: 'true' },
      postgres_changes: [null, change],
      private: true,
    },
    access_token: 'token',
  }
  expect(readJoinConfig(payload)).toEqual({
    ...defaults,
    private: true,
    ack: true,
    self: true,
    replay: { since: 5, limit: 25 },
    presenceKey: 'k1',
    presenceEnabled: true,
    changes: [change],
    accessToken: 'token',
  })
})
