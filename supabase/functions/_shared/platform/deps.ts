import { lookup } from 'node:dns/promises'
import process from 'node:process'
import { createAuthenticator } from './auth.ts'
import { createDatabase } from './db.ts'
import { readEnv } from './env.ts'
import { createIngest, createWakingIngest } from '../messaging/ingest.ts'
import { messagingJobs } from '../messaging/jobs/jobs.ts'
import { createWaker, createWorker } from './jobs.ts'
import { createLog } from './log.ts'
import { createSendMail } from './mail.ts'
import { createAsaasClient } from '../providers/asaas/client.ts'
import { createEvolutionClient } from '../providers/evolution/client.ts'
import { createEvolutionProvider } from '../providers/evolution/evolution.ts'
import { createFetchOnce } from './fetch-once.ts'
import { createGuardedFetch } from './guarded-fetch.ts'
import { createTwilioClient } from '../providers/twilio/client.ts'
import { twilioWebhook } from '../providers/twilio/webhook.ts'
import { createTwilioProvider } from '../providers/twilio/twilio.ts'
import { createSecretBox } from './secrets.ts'
import { createChanging } from '../messaging/changing.ts'
import { createObjectStore } from '../media/object-store.ts'
import { createUploads } from '../media/uploads.ts'
import { createSending } from '../messaging/sending.ts'
import { createTwilioDirectory } from '../messaging/twilio-directory.ts'
import { waitUntil } from './wait-until.ts'
import { createWhatsappHooks } from '../whatsapp-hooks.ts'

/** Everything a handler may ask for, wired to the real world. Made once for an isolate. */
export type Deps = ReturnType<typeof createDeps>

/** One batch gathers while two commit; with more, batches get small and each webhook costs the database more. */
const mostParallelWrites = 2

let made: Deps | undefined

/** The only place that reads the environment; throws at boot when it is incomplete. */
export function realDeps(): Deps {
  made ??= createDeps()
  return made
}

function createDeps() {
  const env = readEnv(process.env)
  // eslint-disable-next-line no-console -- the platform collects the console, and nothing else writes to it
  const log = createLog((line) => console.info(line), env.logLevel)
  const database = createDatabase({
    url: env.databaseUrl,
    pool: env.databasePool,
    pooled: env.databasePooled,
  })
  const secrets = createSecretBox(env.encryptionKeys, env.encryptionKeyId)
  const fetchOnce = createFetchOnce()
  const resolveHost = async (host: string) =>
    (await lookup(host, { all: true })).map(({ address }) => address)
  const toClinicServers = createGuardedFetch(fetchOnce, {
    resolve: resolveHost,
    allowPrivate: env.allowPrivateProviders,
    trusted: env.evolution?.url ?? null,
  })
  const evolution = createEvolutionClient(toClinicServers)
  const twilio = createTwilioClient(fetchOnce, env.twilio)
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
  const providers = {
    evolution: createEvolutionProvider(evolution),
    twilio: createTwilioProvider(twilio, twilioWebhook(env.publicUrl).status, toClinicServers),
  }
  const store = createObjectStore({
    projectUrl: env.projectUrl,
    secretKey: env.secretKeys[0] ?? '',
    fetch: (input, init) => fetch(input, init),
  })
  const runSend = createSending({
    database: database.service,
    providers,
    secrets,
    store,
    log,
    pause,
    waitUntil,
  })
  const runChange = createChanging({ database: database.service, providers, secrets, log })
  const hooks = createWhatsappHooks({ database: database.service, runSend, log })
  const now = () => new Date()
  const work = createWorker({
    database: database.service,
    handlers: messagingJobs({
      runSend,
      runChange,
      hooks,
      database: database.service,
      providers,
      secrets,
      store,
      log,
    }),
    log,
    now,
  })
  return {
    log,
    now,
    pause,
    waitUntil,
    publicUrl: env.publicUrl,
    appUrl: env.appUrl,
    auth: createAuthenticator(env),
    database,
    service: database.service,
    secrets,
    evolution,
    twilio,
    asaas: env.asaas && createAsaasClient(fetchOnce, env.asaas),
    asaasWebhookToken: env.asaas?.webhookToken ?? null,
    sharedEvolution: env.evolution,
    allowPrivateProviders: env.allowPrivateProviders,
    resolveHost,
    ingest: createWakingIngest(
      createIngest(database.service, Math.max(1, Math.min(mostParallelWrites, env.databasePool - 1))),
      createWaker(work, waitUntil, log),
    ),
    twilioDirectory: createTwilioDirectory({ database: database.service, secrets, log, now: Date.now }),
    runSend,
    runChange,
    acceptUpload: createUploads({ database: database.service, store }),
    work,
    sendMail: env.smtpUrl === null ? null : createSendMail(env.smtpUrl, env.mailFrom),
  }
}
