import { assertCurrent, isApiKey, TokenError, type Claims, type TokenVerifier } from './auth.ts'
import type { Authorizer, Extension, ReadAccess } from './authorization.ts'
import { JoinError } from './services.ts'
import type { Identity } from './subscriber.ts'

const MAX_CHECK_INTERVAL_MS = 5 * 60_000

/** What is asked of the rest of the server. */
interface AccessServices {
  verifyToken: TokenVerifier
  authorizer: Pick<Authorizer, 'read' | 'write'>
  log(line: string): void
}

/** Which topic is to be used, and with what. */
interface AccessOptions {
  topic: string
  isPrivate: boolean
  token: string
  headers: Record<string, string>
  /** Called when the token has ended, or the policies no longer let it in. */
  onEnd(reason: string): void
}

/** In whose name a channel acts and what the policies allow it, until its token changes or ends. */
export class ChannelAccess {
  private token: string
  private verified: Claims | null = null
  private readable: ReadAccess = { broadcast: true, presence: true }
  private readonly writable = new Map<Extension, boolean>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly services: AccessServices,
    private readonly options: AccessOptions,
  ) {
    this.token = options.token
  }

  /** The verified claims; there are none before {@link admit}. */
  get claims(): Claims {
    if (!this.verified) throw new Error('The channel has no verified token yet.')
    return this.verified
  }

  mayRead(extension: Extension): boolean {
    return this.readable[extension]
  }

  /** Public topics are open to everybody; a private one is asked once for each token. */
  async mayWrite(extension: Extension): Promise<boolean> {
    const { topic, isPrivate } = this.options
    if (!isPrivate) return true
    const known = this.writable.get(extension)
    if (known !== undefined) return known
    const allowed = await this.services.authorizer.write(this.identity(), topic, extension)
    this.writable.set(extension, allowed)
    return allowed
  }

  /** Checks token and policies at joining; throws what the client is to be told. */
  async admit(): Promise<void> {
    this.verified = await this.services.verifyToken(this.token)
    assertCurrent(this.verified)
    if (await this.canListen()) return
    const { topic } = this.options
    throw new JoinError(
      'Unauthorized',
      `You do not have permissions to read from this Channel topic: ${topic}`,
    )
  }

  /** Takes a new token. False when there is nothing new in it; throws a {@link TokenError} when it is no good. */
  async renew(token: unknown): Promise<boolean> {
    if (typeof token !== 'string' || token === this.token || isApiKey(token)) return false
    this.verified = await this.services.verifyToken(token)
    this.token = token
    this.writable.clear()
    if (await this.canListen()) return true
    throw this.noLonger()
  }

  /** Looks at the token again when it ends, and at token and policies every few minutes before. */
  watch(): void {
    this.release()
    const untilEnd = Math.max(0, this.claims.exp * 1000 - Date.now())
    this.timer = setTimeout(() => void this.checkAgain(), Math.min(untilEnd, MAX_CHECK_INTERVAL_MS))
  }

  /** Ends the watch. */
  release(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async checkAgain(): Promise<void> {
    const { timer } = this
    const fault = await this.fault()
    // Left, or watched anew with another token, while the database was asked.
    if (timer !== this.timer) return
    if (fault === null) this.watch()
    else this.options.onEnd(fault.message)
  }

  private async fault(): Promise<TokenError | null> {
    try {
      assertCurrent(this.claims)
      return (await this.stillListens()) ? null : this.noLonger()
    } catch (error) {
      if (error instanceof TokenError) return error
      throw error
    }
  }

  /** A database that does not answer takes nobody's rights away: it is asked again the next time. */
  private async stillListens(): Promise<boolean> {
    this.writable.clear()
    return this.canListen().catch((error: unknown) => {
      this.services.log(`the policies of ${this.options.topic} could not be asked again: ${String(error)}`)
      return true
    })
  }

  private noLonger(): TokenError {
    return new TokenError(
      'InvalidJWTToken',
      `You no longer have permission to read from this Channel topic: ${this.options.topic}`,
    )
  }

  private async canListen(): Promise<boolean> {
    const { topic, isPrivate } = this.options
    if (isPrivate) this.readable = await this.services.authorizer.read(this.identity(), topic)
    return this.readable.broadcast || this.readable.presence
  }

  private identity(): Identity {
    return { claims: this.claims, headers: this.options.headers }
  }
}
