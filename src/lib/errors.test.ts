import { describe, expect, it } from 'vitest'
import { codeOfStatus, AppError, fromDataApi, fromProblem, toAppError } from './errors'

describe('fromDataApi', () => {
  it('takes our own code from the message of a PTnnn error', () => {
    const error = fromDataApi({ code: 'PT403', message: 'not_a_member', details: 'd', hint: 'h' }, 403)
    expect(error).toMatchObject({ code: 'not_a_member', detail: 'd h', status: 403 })
  })

  it('keeps a code that this app does not know yet, and falls back to the status for words', () => {
    const of = (message: string) => fromDataApi({ code: 'PT409', message, details: 'd' }, 409)
    expect(of('made_tomorrow')).toMatchObject({ code: 'made_tomorrow', detail: 'd', status: 409 })
    expect(of('Words are no code')).toMatchObject({ code: 'unexpected', detail: 'd', status: 409 })
  })

  it('names what Postgres and PostgREST say in their own codes', () => {
    expect(fromDataApi({ code: '42501', message: 'permission denied' }, 403).code).toBe('forbidden')
    expect(fromDataApi({ code: 'PGRST303', message: 'JWT expired' }, 401).code).toBe('session_expired')
    expect(fromDataApi({ code: 'PGRST003', message: 'pool timeout' }, 504).code).toBe('service_unavailable')
  })

  it('keeps an unknown code as the detail', () => {
    expect(fromDataApi({ code: '22P02', message: 'invalid input syntax' }, 400)).toMatchObject({
      code: 'unexpected',
      detail: '22P02',
    })
  })

  it('recognises a request that never left', () => {
    expect(fromDataApi({ message: 'TypeError: Failed to fetch' }).code).toBe('network')
  })
})

describe('fromProblem', () => {
  it('keeps the code and adds the request id to the detail', () => {
    const error = fromProblem({ code: 'opted_out', title: 'Opted out', detail: 'x', request_id: 'r1' }, 409)
    expect(error).toMatchObject({ code: 'opted_out', message: 'Opted out', detail: 'x (r1)', status: 409 })
  })

  it('keeps the code of a newer server', () => {
    const error = fromProblem({ code: 'made_tomorrow', title: 'New', detail: 'x' }, 503)
    expect(error).toMatchObject({ code: 'made_tomorrow', message: 'New', detail: 'x', status: 503 })
    expect(codeOfStatus(error.status)).toBe('service_unavailable')
  })

  it('takes words for no code', () => {
    const error = fromProblem({ code: 'Not a code', title: 'New' }, 503)
    expect(error).toMatchObject({ code: 'service_unavailable', detail: 'Not a code' })
  })

  it('falls back to the status', () => {
    expect(fromProblem({}, 503).code).toBe('service_unavailable')
    expect(fromProblem({}, 429).code).toBe('too_many_requests')
  })
})

describe('toAppError', () => {
  it('returns an AppError as it is', () => {
    const error = new AppError('unexpected')
    expect(toAppError(error)).toBe(error)
  })

  const authError = (message: string, facts: object = {}) =>
    Object.assign(new Error(message), { name: 'AuthApiError', ...facts })

  it('keeps the codes of Auth apart from ours', () => {
    expect(toAppError(authError('weak', { code: 'weak_password', status: 422 }))).toMatchObject({
      code: 'auth.weak_password',
      status: 422,
    })
  })

  it('understands the sentence of an Auth server without codes', () => {
    expect(toAppError(authError('Invalid login credentials')).code).toBe('auth.invalid_credentials')
    expect(toAppError(authError('User already registered')).code).toBe('auth.user_already_exists')
    expect(toAppError(authError('?', { status: 429 })).code).toBe('too_many_requests')
  })

  it('knows a request to Auth that never left', () => {
    expect(toAppError(Object.assign(new Error('x'), { name: 'AuthRetryableFetchError' })).code).toBe(
      'network',
    )
  })

  it('wraps anything else', () => {
    expect(toAppError('boom')).toMatchObject({ code: 'unexpected', message: 'boom' })
    expect(toAppError(new TypeError('x is undefined')).code).toBe('unexpected')
  })
})
