import { Secret, TOTP } from 'otpauth'

/** What an authenticator app shows for a secret, in this period of thirty seconds or another. */
export function codeOf(secret: string, periods = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + periods * 30_000,
  })
}
