import { expect } from 'vitest'

/** SQLSTATE of a call that row security or a missing grant refuses. */
export const insufficientPrivilege = '42501'

/** Passes when the call is refused with this SQLSTATE and, where given, this machine code. */
export async function expectError(call: Promise<unknown>, sqlstate: string, code?: string): Promise<void> {
  const outcome = await call.then(
    (value) => ({ answered: value }),
    (error: { code?: string; message?: string }) => ({ code: error.code, message: error.message }),
  )
  expect(outcome).toMatchObject(code === undefined ? { code: sqlstate } : { code: sqlstate, message: code })
}
