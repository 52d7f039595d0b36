import { createECDH, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StackFailure } from './failure.ts'

/** The repository: migrations, functions and node_modules are found from here. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

export const host = '127.0.0.1'

export interface Ports {
  app: number
  gateway: number
  postgres: number
  functions: number
  api: number
  simulators: number
  smtp: number
  realtime: number
  storage: number
}

/** Made once for a state folder and kept beside its data, because the data is signed and encrypted with them. */
export interface Secrets {
  publishableKey: string
  secretKey: string
  jwtSecret: string
  encryptionKey: string
  vapid: { publicKey: string; privateKey: string }
  evolutionApiKey: string
}

/** Everything that the parts of one stack have to agree on. Plain data, so that it can be handed to a child. */
export interface StackConfig {
  home: string
  ports: Ports
  secrets: Secrets
  urls: {
    app: string
    gateway: string
    functions: string
    simulators: string
    /** As `postgres`, the owner of the project and no superuser. */
    database: string
    /** As `supabase_admin`, for what the platform itself does. */
    superuser: string
    smtp: string
  }
}

const defaultPorts: Ports = {
  app: 5173,
  gateway: 54321,
  postgres: 54322,
  functions: 54323,
  api: 54324,
  simulators: 54325,
  smtp: 54326,
  realtime: 54327,
  storage: 54328,
}

/** Ports side by side from one base, so that several stacks can run at once. */
export function portsFrom(base: number | undefined): Ports {
  if (base === undefined) return { ...defaultPorts }
  return {
    app: base,
    gateway: base + 1,
    postgres: base + 2,
    functions: base + 3,
    api: base + 4,
    simulators: base + 5,
    smtp: base + 6,
    realtime: base + 7,
    storage: base + 8,
  }
}

/** Reads `ZELO_PORT_BASE` and `ZELO_HOME`; throws a sentence when they make no sense. */
export function configFromEnvironment(env: NodeJS.ProcessEnv): { home: string; portBase?: number } {
  const home = resolve(repositoryRoot, env.ZELO_HOME || '.local')
  if (!env.ZELO_PORT_BASE) return { home }
  const portBase = Number(env.ZELO_PORT_BASE)
  if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_000) {
    throw new Error(
      `ZELO_PORT_BASE must be a port number between 1024 and 65000, not "${env.ZELO_PORT_BASE}".`,
    )
  }
  return { home, portBase }
}

/** Composes the configuration of the stack that lives in `home`. */
export function createConfig(home: string, portBase?: number): StackConfig {
  mkdirSync(home, { recursive: true })
  const ports = portsFrom(portBase)
  const secrets = readOrCreateSecrets(home)
  const gateway = `http://${host}:${ports.gateway}`
  return {
    home,
    ports,
    secrets,
    urls: {
      app: `http://${host}:${ports.app}`,
      gateway,
      functions: `${gateway}/functions/v1`,
      simulators: `http://${host}:${ports.simulators}`,
      database: `postgres://postgres:postgres@${host}:${ports.postgres}/postgres`,
      superuser: `postgres://supabase_admin:postgres@${host}:${ports.postgres}/postgres`,
      smtp: `smtp://${host}:${ports.smtp}`,
    },
  }
}

function readOrCreateSecrets(home: string): Secrets {
  const file = join(home, 'secrets.json')
  if (existsSync(file)) return withVapidKeys(file, readSecrets(file))
  const secrets: Secrets = {
    publishableKey: `sb_publishable_${randomBytes(18).toString('base64url')}`,
    secretKey: `sb_secret_${randomBytes(18).toString('base64url')}`,
    jwtSecret: randomBytes(48).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
    vapid: newVapidKeys(),
    evolutionApiKey: 'demo-evolution-global',
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

/** A state folder of before the push keys gets its own. */
function withVapidKeys(file: string, secrets: Omit<Secrets, 'vapid'> & Partial<Secrets>): Secrets {
  if (secrets.vapid) return { ...secrets, vapid: secrets.vapid }
  const whole = { ...secrets, vapid: newVapidKeys() }
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 })
  return whole
}

function newVapidKeys(): Secrets['vapid'] {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  const number = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  return { publicKey, privateKey: number.toString('base64url') }
}

function readSecrets(file: string): Secrets {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  } catch {
    throw new StackFailure(
      `${file} cannot be read; "npm run reset" makes a new state folder without the old data.`,
    )
  }
}
