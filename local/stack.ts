import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConfig, repositoryRoot, type StackConfig } from './config.ts'
import {
  pendingMigrations,
  prepareEmbeddedDatabase,
  pushMigrations,
  seedDemo,
  setSingleTenant,
} from './database.ts'
import {
  connectDemoChannels,
  connectDemoCarrier,
  connectDemoDinamize,
  connectDemoPix,
  connectDemoStripe,
} from './demo-channels.ts'
import { loadDemoAgenda } from './demo/agenda.ts'
import { loadDemoAssistant } from './demo/assistant.ts'
import { loadDemoBooking } from './demo/booking.ts'
import { loadDemoIntake } from './demo/intake.ts'
import { loadDemoKnowledge } from './demo/knowledge.ts'
import { loadDemoConversations } from './demo/load.ts'
import { loadDemoMonths } from './demo/months.ts'
import { loadDemoConnections } from './demo/connections.ts'
import { loadDemoMoney } from './demo/money.ts'
import { loadDemoPapers } from './demo/papers.ts'
import { loadDemoPatients } from './demo/patients.ts'
import { loadDemoPayouts } from './demo/payouts.ts'
import { loadDemoImports } from './demo/imports.ts'
import { loadDemoProductImages } from './demo/product-images.ts'
import { loadDemoPurchase } from './demo/purchase.ts'
import { loadDemoPrivacy } from './demo/privacy.ts'
import { loadDemoReceipts } from './demo/receipts.ts'
import { loadDemoRecords } from './demo/record.ts'
import { loadDemoReminders } from './demo/reminders.ts'
import { loadDemoReports } from './demo/reports.ts'
import { settleDemo } from './demo/settle.ts'
import { loadDemoWaitingList } from './demo/waiting-list.ts'
import { loadDemoCampaigns } from './demo/campaigns.ts'
import { loadDemoSales } from './demo/sales.ts'
import { loadDemoShopChat } from './demo/shop-chat.ts'
import { loadDemoShop } from './demo/shop.ts'
import { loadDemoOrders } from './demo/orders.ts'
import { loadDemoSocial } from './demo/social.ts'
import { loadDemoStock } from './demo/stock.ts'
import { loadDemoWorkflows } from './demo/workflows.ts'
import { writeEnvFile } from './env-file.ts'
import { messageOf, StackFailure } from './failure.ts'
import { Lock } from './lock.ts'
import { rotateLog } from './logs.ts'
import { PortReservation } from './ports.ts'
import { brokenSeals } from './schema/seals.ts'
import { startPostgres, type PostgresServer } from './postgres.ts'
import { silentProgress, type Progress } from './progress.ts'
import * as services from './services.ts'
import { Supervisor, type ServiceDefinition } from './supervisor.ts'
import { watchFolder } from './watch.ts'

export interface StackOptions {
  /** State folder; everything that the stack keeps is in it. */
  home: string
  /** First of ten ports; the documented addresses without it. */
  portBase?: number
  app?: services.AppMode
  /** Restarts the functions when their files change. */
  watch?: boolean
  /** False leaves clocks and jobs to the caller. */
  scheduler?: boolean
  /** How often the scheduler looks for due jobs, in milliseconds. */
  jobsEvery?: number
  /** A stack of a test: what was committed outlives its processes, and the disk is not waited for, which would outlive a power cut. */
  isThrowaway?: boolean
  /** A new database gets a month of conversations (`demo/`) instead of the few of the seed. */
  demoConversations?: boolean
  progress?: Progress
  /** Gives the start up: what runs by then is ended and the start rejects. */
  signal?: AbortSignal
  env?: NodeJS.ProcessEnv
}

export interface Stack {
  config: StackConfig
  urls: StackConfig['urls']
  keys: { publishable: string; secret: string }
  secrets: StackConfig['secrets']
  /** Process ids by service; changes as services are restarted. */
  readonly pids: Record<string, number>
  /** Serves the app too, on a stack that was started without. */
  startApp(mode: 'dev' | 'build'): Promise<void>
  /** Ends a service with SIGKILL; the supervisor brings it back. */
  kill(name: string): Promise<void>
  /** Ends a service properly and starts it again; resolves when it answers. */
  restart(name: string): Promise<void>
  stop(): Promise<void>
}

/** Starts everything, in the order of what needs what; on failure ends what was started and throws one sentence. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const lock = await Lock.take(options.home)
  const run = openRun(options, lock)
  try {
    // a step that waits for what was just ended may never be answered, so it is not waited for
    await Promise.race([run.start(), givenUp(run, options.signal)])
  } catch (error) {
    await run.stop()
    throw error
  }
  return run
}

/** Rejects once everything is ended after the signal. */
function givenUp(run: Run, signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener(
      'abort',
      () => void run.stop().then(() => reject(new StackFailure('The start was given up.')), reject),
      { once: true },
    )
  })
}

function openRun(options: StackOptions, lock: Lock): Run {
  try {
    return new Run(options, createConfig(options.home, options.portBase), lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

class Run implements Stack {
  readonly config: StackConfig
  readonly #options: StackOptions
  readonly #lock: Lock
  readonly #supervisor: Supervisor
  readonly #progress: Progress
  readonly #env: NodeJS.ProcessEnv
  readonly #closers: (() => void)[] = []
  readonly #ports = new PortReservation()
  #postgres: PostgresServer | undefined
  #postgresStarting: Promise<PostgresServer> | undefined
  #stopping: Promise<void> | undefined

  constructor(options: StackOptions, config: StackConfig, lock: Lock) {
    this.#options = options
    this.#lock = lock
    this.config = config
    this.#progress = options.progress ?? silentProgress
    this.#env = options.env ?? process.env
    this.#supervisor = new Supervisor(config.home, lock, (text) => this.#progress.note(text))
  }

  get urls() {
    return this.config.urls
  }

  get keys() {
    return { publishable: this.config.secrets.publishableKey, secret: this.config.secrets.secretKey }
  }

  get secrets() {
    return this.config.secrets
  }

  get pids(): Record<string, number> {
    const pids: Record<string, number> = this.#supervisor.pids
    if (this.#postgres) pids.postgres = this.#postgres.pid
    return pids
  }

  async start(): Promise<void> {
    const { config } = this
    const mode = this.#options.app ?? 'none'
    const { app, ...internal } = config.ports
    await this.#ports.take(mode === 'none' ? internal : { app, ...internal })
    rotateLog(this.#postgresLog)
    await this.#step('Postgres', () => this.#startPostgres())
    await this.#step('database prepared', () => prepareEmbeddedDatabase(config.urls.superuser))
    await this.#migrate()
    const conversations = this.#options.demoConversations ?? false
    await this.#step('demo data', async () => {
      await seedDemo(config.urls.database, config.urls.superuser, { conversations })
      await loadDemoPatients(config.urls.database, config.urls.superuser, { all: conversations })
      await loadDemoAgenda(config.urls.database, config.urls.superuser, { all: conversations })
      if (conversations) await loadDemoMonths(config.urls.superuser)
      if (conversations) await loadDemoMoney(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoRecords(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoIntake(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoBooking(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoPayouts(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoReminders(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoReports(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoWaitingList(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoWorkflows(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoSales(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoStock(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoShop(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoKnowledge(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoOrders(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoCampaigns(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoConnections(config)
      if (conversations) await loadDemoReceipts(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoImports(config.urls.database, config.urls.superuser)
      if (conversations) await loadDemoPrivacy(config.urls.database, config.urls.superuser)
    })
    await setSingleTenant(config.urls.database, this.#env.SINGLE_TENANT === 'true')
    writeEnvFile(config)
    await this.#step('platform services', () => this.#startServices(mode))
    await this.#step('demo channels', () => connectDemoChannels(config, (text) => this.#progress.note(text)))
    if (conversations) {
      await this.#step('demo conversations', () => this.#loadConversations())
      await this.#step('demo chat of the shop', () =>
        loadDemoShopChat(config.urls.database, config.urls.superuser).catch((error: unknown) =>
          this.#progress.note(`the chat of the shop stays empty: ${messageOf(error)}`),
        ),
      )
      await this.#step('demo networks', () =>
        loadDemoSocial(config).catch((error: unknown) =>
          this.#progress.note(`Messenger and Instagram stay empty: ${messageOf(error)}`),
        ),
      )
      await this.#step('demo settled', () =>
        settleDemo(config).catch((error: unknown) =>
          this.#progress.note(`the demo goes on by itself: ${messageOf(error)}`),
        ),
      )
      await this.#step('demo assistant', () =>
        loadDemoAssistant(config).catch((error: unknown) =>
          this.#progress.note(`the assistant of the demo is not whole: ${messageOf(error)}`),
        ),
      )
    }
    await this.#startHelpers()
  }

  async kill(name: string): Promise<void> {
    if (name !== 'postgres') return this.#supervisor.kill(name)
    this.#postgres?.process.kill('SIGKILL')
  }

  async restart(name: string): Promise<void> {
    if (name !== 'postgres') return this.#supervisor.restart(name)
    const running = this.#postgres
    this.#postgres = undefined
    await running?.stop()
    await this.#startPostgres()
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    for (const close of this.#closers.splice(0)) close()
    await this.#supervisor.stopAll()
    const starting = await this.#postgresStarting?.catch(() => undefined)
    await (starting ?? this.#postgres)?.stop()
    await this.#ports.releaseAll()
    this.#lock.release()
  }

  async #startPostgres(): Promise<void> {
    const { home, ports } = this.config
    await this.#ports.release(ports.postgres)
    this.#postgresStarting = startPostgres({
      dir: join(home, 'postgres'),
      port: ports.postgres,
      logFile: this.#postgresLog,
      settings: this.#options.isThrowaway ? ['fsync=off', 'full_page_writes=off'] : [],
      isGivenUp: () => this.#stopping !== undefined,
    })
    this.#postgres = await this.#postgresStarting
    this.#lock.record('postgres', this.#postgres.pid, this.#postgres.marker)
    this.#reviveAfter(this.#postgres)
  }

  get #postgresLog(): string {
    return join(this.#supervisor.logFolder, 'postgres.log')
  }

  /** A database that ends unasked is started again, as the supervisor does with the other services. */
  #reviveAfter(server: PostgresServer): void {
    server.process.once('exit', (code, signal) => {
      if (this.#stopping || this.#postgres !== server) return
      this.#progress.note(`postgres ended (${signal ?? `code ${code}`}) and is started again`)
      void this.#revive()
    })
  }

  /** Tries until it succeeds, ever more rarely: what stands in the way may end by itself, or a person ends it. */
  async #revive(): Promise<void> {
    for (let pause = 500; !this.#stopping; pause = Math.min(pause * 2, 30_000)) {
      try {
        return await this.#startPostgres()
      } catch (error) {
        if (this.#stopping) return
        this.#progress.note(`${messageOf(error)} It is tried again in ${pause / 1000} s.`)
        await sleep(pause, undefined, { ref: false })
      }
    }
  }

  async #migrate(): Promise<void> {
    const broken = brokenSeals()
    if (broken.length > 0) {
      throw new StackFailure(
        `${broken.join('; ')}. A migration is never changed: put it back and write a new one with "npm run migration".`,
      )
    }
    const pending = await pendingMigrations(this.urls.database)
    if (pending.length === 0) return
    await this.#step(`${pending.length} migrations (supabase db push)`, () =>
      pushMigrations(this.urls.database),
    )
  }

  /** Tried again with the next start: without them the product is the same. */
  async #loadConversations(): Promise<void> {
    await loadDemoConversations(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo conversations are not there: ${messageOf(error)}`),
    )
    await loadDemoPapers(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo files of patients are not there: ${messageOf(error)}`),
    )
    await loadDemoProductImages(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo shop has no pictures: ${messageOf(error)}`),
    )
    await loadDemoPurchase(this.config).catch((error: unknown) =>
      this.#progress.note(`nobody has bought in the demo shop: ${messageOf(error)}`),
    )
    await connectDemoPix(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo clinic charges nobody by PIX: ${messageOf(error)}`),
    )
    await connectDemoDinamize(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo clinic has no list at Dinamize: ${messageOf(error)}`),
    )
    await connectDemoCarrier(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo shop asks no carrier: ${messageOf(error)}`),
    )
    await connectDemoStripe(this.config).catch((error: unknown) =>
      this.#progress.note(`the demo clinic sells nothing by card: ${messageOf(error)}`),
    )
  }

  async #startServices(mode: services.AppMode): Promise<void> {
    const { config } = this
    const starting = services.platformServices(config).map((definition) => this.#startService(definition))
    if (mode !== 'none') starting.push(this.startApp(mode))
    const results = await Promise.allSettled(starting)
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  async startApp(mode: 'dev' | 'build'): Promise<void> {
    if (this.pids.app !== undefined) return
    const { app } = this.config.ports
    if ((this.#options.app ?? 'none') === 'none') await this.#ports.take({ app })
    const definition = services.appService(this.config, mode)
    if (mode === 'build') await buildApp(definition, services.buildFolder(this.config))
    await this.#startService(definition)
  }

  async #startService(definition: ServiceDefinition): Promise<void> {
    await this.#ports.release(definition.port, ...(definition.otherPorts ?? []))
    await this.#supervisor.start(definition)
  }

  async #startHelpers(): Promise<void> {
    if (this.#options.scheduler !== false) {
      await this.#supervisor.start(services.schedulerService(this.config, this.#options.jobsEvery ?? 2000))
    }
    const functions = join(repositoryRoot, 'supabase', 'functions')
    if (this.#options.watch && existsSync(functions)) {
      const watcher = watchFolder(functions, () => void this.#supervisor.restart('functions').catch(() => {}))
      this.#closers.push(() => watcher.stop())
    }
  }

  async #step<T>(label: string, work: () => Promise<T>): Promise<T> {
    if (this.#stopping) throw new StackFailure('The start was interrupted.')
    return this.#progress.step(label, work)
  }
}

async function buildApp(preview: ServiceDefinition, folder: string): Promise<void> {
  const [node = process.execPath, vite = ''] = preview.command
  const child = spawn(node, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...preview.env },
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  if (code !== 0) throw new StackFailure(`The app could not be built: ${output.trim().split('\n')[0] ?? ''}`)
}
