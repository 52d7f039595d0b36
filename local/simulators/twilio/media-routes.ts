import { createHmac, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'
import { refuse, type TwilioEnv } from './errors.ts'

const cdnSecret = randomBytes(16)
const linkMs = 5 * 60 * 1000
const signatureOf = (id: string, expires: string): string =>
  createHmac('sha256', cdnSecret).update(`${id}.${expires}`).digest('hex')

/** Media of messages: Basic auth, then a redirect to a short-lived signed address elsewhere. */
export function mediaRoutes(world: World, accountOf: (sid: string) => Account): Hono<TwilioEnv> {
  const routes = new Hono<TwilioEnv>()

  routes.get('/:account/Messages/:message/Media/:media', (context) => {
    const account = accountOf(context.req.param('account'))
    const message = world.phones.get(context.req.param('message'))
    const id = context.req.param('media')
    if (message?.account !== account.sid || message.mediaId !== id) refuse(20404)
    const expires = String(Date.now() + linkMs)
    return context.redirect(
      `${world.url}/twilio-cdn/${id}?expires=${expires}&signature=${signatureOf(id, expires)}`,
      307,
    )
  })

  routes.delete('/:account/Messages/:message/Media/:media', (context) => {
    accountOf(context.req.param('account'))
    if (!world.media.remove(context.req.param('media').replace(/\.json$/, ''))) refuse(20404)
    return context.body(null, 204)
  })

  return routes
}

/** The host that keeps the files. Like S3 it refuses a request that also carries an Authorization header. */
export function cdnRoutes(world: World): Hono<TwilioEnv> {
  const routes = new Hono<TwilioEnv>()
  routes.get('/:media', async (context) => {
    const id = context.req.param('media')
    const { expires = '', signature } = context.req.query()
    if (context.req.header('authorization')) return context.text('Only one auth mechanism allowed', 400)
    if (signature !== signatureOf(id, expires) || Date.now() > Number(expires))
      return context.text('AccessDenied', 403)
    const file = world.media.get(id)
    if (!file) return context.text('NoSuchKey', 404)
    const bytes = new Uint8Array(await world.media.read(file))
    return context.body(bytes, 200, { 'content-type': file.mimetype })
  })
  return routes
}
