import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { App } from '@supabase/lite'
import { runChild, type Service } from '../child.ts'
import { host, type StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { createAdminHandler } from './admin.ts'
import { createAuthHandler, type Handler } from './auth.ts'
import { openConnection } from './connection.ts'
import { messageOf } from '../failure.ts'
import { createMailDriver } from './mail.ts'
import { createRestHandler } from './rest.ts'
import { readTemplates } from './templates.ts'

const adminRoutes = /^\/auth\/v1\/(admin\/|invite$)/

/** Auth and Data API of the stack: @supabase/lite on Postgres, with the repairs around it. */
async function startLite(config: StackConfig): Promise<Service> {
  const { ports, secrets, urls } = config
  const loginUrl = `postgres://lite_app:lite_app@${host}:${ports.postgres}/postgres`
  const sql = connect(loginUrl, 4)
  const connection = openConnection(loginUrl)
  const app = new App({
    connection,
    api: { schemas: ['public'], max_rows: 1000, pg_safe_update: true },
    db: { driver: 'postgres', migrations: { enabled: false } },
    storage: { enabled: false },
    auth: {
      enabled: true,
      enable_signup: true,
      jwt_secret: secrets.jwtSecret,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      site_url: urls.app,
      additional_redirect_urls: [`${urls.app}/**`, `${urls.app.replace(host, 'localhost')}/**`],
      minimum_password_length: 8,
      enable_refresh_token_rotation: true,
      email: { enable_signup: true, enable_confirmations: false, template: readTemplates() },
    },
    options: {
      drivers: { email: createMailDriver(urls.smtp) },
      server: { admin: false, disableStudio: true },
    },
  } as ConstructorParameters<typeof App>[0])
  await app.init()

  const lite: Handler = async (request) => app.fetch(request)
  const auth = createAuthHandler(lite, sql, config)
  const admin = createAdminHandler(sql, config)
  const rest = createRestHandler(lite, sql, config)
  const handle: Handler = async (request) => {
    const { pathname } = new URL(request.url)
    if (adminRoutes.test(pathname)) return admin(request)
    if (pathname.startsWith('/auth/v1/')) return auth(request)
    return rest(request)
  }

  const server = createServer(getRequestListener(handle, { errorHandler: answerFailure }))
  server.keepAliveTimeout = 65_000
  await new Promise<void>((done) => server.listen(ports.api, host, done))
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
      await Promise.all([connection.close(), sql.end({ timeout: 1 })])
    },
  }
}

function answerFailure(error: unknown): Response {
  // Values that the database cannot take are the caller's.
  if (/^22/.test((error as { code?: string } | null)?.code ?? '')) {
    return Response.json(
      { code: 400, error_code: 'validation_failed', msg: messageOf(error) },
      { status: 400 },
    )
  }
  console.error('request failed', error)
  return Response.json(
    { code: 500, error_code: 'unexpected_failure', msg: 'Unexpected failure' },
    { status: 500 },
  )
}

await runChild(startLite)
