import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { requestFaults } from '../core/request-faults.ts'
import { accountRoutes } from './account-routes.ts'
import type { Account } from './accounts.ts'
import { contentsPage } from './contents.ts'
import { errorResponse, refuse, type TwilioEnv } from './errors.ts'
import { mediaRoutes } from './media-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { sendersPage } from './senders.ts'
import type { TwilioService } from './service.ts'

/** The account whose SID and token the Basic credentials are. */
function authenticated(service: TwilioService, context: Context): Account {
  const [scheme, credentials = ''] = (context.req.header('authorization') ?? '').split(' ')
  const [sid = '', ...token] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  const account = service.accounts.get(sid)
  if (scheme !== 'Basic' || !account || account.authToken !== token.join(':')) refuse(20003)
  return account
}

function shell(service: TwilioService): Hono<TwilioEnv> {
  const { world } = service
  const routes = new Hono<TwilioEnv>()
  routes.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!world.signal.aborted) world.log(`twilio: ${error.stack ?? error.message}`)
    return errorResponse(20500)
  })
  routes.notFound((context) =>
    errorResponse(20404, `The requested resource ${context.req.path.replace(/^\/twilio/, '')} was not found`),
  )
  routes.use(
    '*',
    requestFaults({
      provider: 'twilio',
      scope: 'all',
      faults: world.faults,
      signal: world.signal,
      refuse: (status) => errorResponse(status === 429 ? 20429 : 20500),
    }),
  )
  return routes
}

/** What `https://api.twilio.com` answers, and `https://messaging.twilio.com` under the same base. */
export function twilioRoutes(service: TwilioService): Hono<TwilioEnv> {
  const accountOf = (sid: string): Account => service.accounts.get(sid) ?? refuse(20404)
  const own: MiddlewareHandler<TwilioEnv> = async (context, next) => {
    const account = authenticated(service, context)
    const named = /\/Accounts\/([^/.]+)/.exec(context.req.path)?.[1]
    if (named !== account.sid) refuse(20404)
    await next()
  }
  return shell(service)
    .use('/2010-04-01/Accounts/*', own)
    .route('/2010-04-01/Accounts', mediaRoutes(service.world, accountOf))
    .route('/2010-04-01/Accounts', messageRoutes(service, accountOf))
    .route('/2010-04-01/Accounts', accountRoutes(accountOf))
    .get('/v2/Channels/Senders', (context) =>
      context.json(sendersPage(authenticated(service, context), `${service.world.url}/twilio`)),
    )
}

/** What `https://content.twilio.com` answers. */
export function contentRoutes(service: TwilioService): Hono<TwilioEnv> {
  return shell(service).get('/v1/ContentAndApprovals', (context) => {
    const account = authenticated(service, context)
    const query = new URL(context.req.url).searchParams
    return context.json(contentsPage(account.sid, `${service.world.url}/twilio-content`, query))
  })
}
