import { describe, expect, test } from 'vitest'
import { readFailure } from './errors.ts'

const answer = (status: number, error: object | null, retryAfterSeconds: number | null = null) =>
  readFailure({ kind: 'answer', status, body: error === null ? {} : { error }, retryAfterSeconds })

describe('what an answer without a message came to', () => {
  test.each<[string, number, object | null, object]>([
    ['a limit', 429, { code: 130429 }, { outcome: 'temporary' }],
    ['the pace of one person', 400, { code: 131056 }, { outcome: 'temporary' }],
    [
      'a token that ended',
      401,
      { code: 190, error_subcode: 463 },
      { outcome: 'permanent', code: 'provider_auth_failed' },
    ],
    ['a missing right', 403, { code: 200 }, { outcome: 'permanent', code: 'provider_auth_failed' }],
    ['broken in the middle', 500, { code: 131000 }, { outcome: 'unknown' }],
    ['said to pass', 400, { code: 2, is_transient: true }, { outcome: 'unknown' }],
    ['a proxy', 502, null, { outcome: 'unknown' }],
    ['accepted without a name', 200, null, { outcome: 'unknown' }],
    [
      'outside the window of Messenger',
      400,
      { code: 10, error_subcode: 2018278 },
      { outcome: 'permanent', code: 'outside_24h_window' },
    ],
    [
      'outside the window of Instagram',
      400,
      { code: 10, error_subcode: 2534022 },
      { outcome: 'permanent', code: 'outside_24h_window' },
    ],
    [
      'somebody who left',
      400,
      { code: 551, error_subcode: 1545041 },
      { outcome: 'permanent', code: 'person_unavailable' },
    ],
    [
      'nobody',
      400,
      { code: 100, error_subcode: 2018001 },
      { outcome: 'permanent', code: 'person_unavailable' },
    ],
    [
      'whoever wants no offers',
      400,
      { code: 131050 },
      { outcome: 'permanent', code: 'opted_out_at_provider' },
    ],
    ['an unpaid account', 400, { code: 131042 }, { outcome: 'permanent', code: 'account_restricted' }],
    [
      'values that do not fit',
      400,
      { code: 132000 },
      { outcome: 'permanent', code: 'template_variables_invalid' },
    ],
    ['anything else', 400, { code: 987654 }, { outcome: 'permanent', code: 'rejected_by_provider' }],
  ])('%s', (_, status, error, expected) => {
    expect(answer(status, error)).toMatchObject(expected)
  })

  test('nothing left, or nothing came back', () => {
    expect(readFailure({ kind: 'not_sent', detail: 'refused' })).toMatchObject({ outcome: 'temporary' })
    expect(readFailure({ kind: 'no_answer', detail: 'time-out' })).toMatchObject({ outcome: 'unknown' })
  })
})
