import { beforeEach, expect, test } from 'vitest'
import { createSecretBox, type Sealed } from '../../supabase/functions/_shared/platform/secrets.ts'
import {
  createReseal,
  createSealedStores,
  type SealedStores,
} from '../../supabase/functions/_shared/trust/reseal.ts'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { connectPix } from '../db/support/pix.ts'
import { connectStripe } from '../db/support/stripe.ts'
import { endpointId, saveEndpoint } from '../db/support/webhooks.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const { testDatabase, platform, deps } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
const keys = { k1: btoa('k'.repeat(32)), k2: btoa('n'.repeat(32)) }
const before = createSecretBox(keys, 'k1')
const rotated = createSecretBox(keys, 'k2')
const onlyNew = createSecretBox({ k2: keys.k2 }, 'k2')
const stores = createSealedStores(platform.calls, 2)

interface Kept {
  store: string
  tenant: string
  owner: string
  sealed: Sealed
}

/** Every sealed secret there is, as the tables have it. */
const kept = () =>
  testDatabase.asPostgres(
    (sql) => sql<Kept[]>`
      select 'channel' as store, tenant_id as tenant, channel_id as owner, credentials as sealed from app_private.channel_credentials
      union all select 'pix', tenant_id, account_id, credentials from app_private.pix_credentials
      union all select 'stripe', tenant_id, account_id, credentials from app_private.stripe_credentials
      union all select 'webhook', tenant_id, endpoint_id, secret from app_private.webhook_secrets
      order by 1, 2, 3`,
  )

const plain = async (box: typeof before) =>
  (
    await Promise.all(
      (await kept()).map(async ({ store, tenant, owner, sealed }) => {
        const value = await box.open(sealed, { tenantId: tenant, channelId: owner })
        return `${store} ${owner} ${value.secret}`
      }),
    )
  ).sort()

const walk = (sealed: SealedStores = stores, secrets = rotated) =>
  createReseal({ sealed, secrets, keyId: 'k2', log: { error: () => undefined } })()

beforeEach(async () => {
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from public.webhook_endpoints`
    await sql`delete from app.pix_accounts`
    await sql`delete from app.stripe_accounts`
  })
  await connectPix(testDatabase)
  await connectStripe(testDatabase)
  await saveEndpoint(testDatabase)
  // a webhook that was rotated a moment ago has two
  await testDatabase.asPostgres(
    (sql) => sql`
      insert into app_private.webhook_secrets (tenant_id, endpoint_id, secret, ends_at)
      select tenant_id, endpoint_id, secret || '{"ct": "two"}', now() + interval '1 day' from app_private.webhook_secrets`,
  )
  await sealAll()
})

/** Puts another secret under the old key in each place. */
async function sealAll() {
  for (const [n, row] of (await kept()).entries()) {
    const sealed = await before.seal(
      { secret: `segredo ${n}` },
      { tenantId: row.tenant, channelId: row.owner },
    )
    await testDatabase.asService(
      (sql) =>
        sql`select app.replace_sealed(${storeNames[row.store] ?? ''}, ${row.tenant}, ${row.owner}, ${sql.json(row.sealed as never)}, ${sql.json(sealed as never)})`,
    )
  }
}

const storeNames: Record<string, string> = {
  channel: 'app_private.channel_credentials',
  pix: 'app_private.pix_credentials',
  stripe: 'app_private.stripe_credentials',
  webhook: 'app_private.webhook_secrets',
}

test('puts every secret of every store under the new key, and then the old one is not needed', async () => {
  const secrets = await plain(before)
  expect(secrets.length).toBeGreaterThanOrEqual(6)
  expect(await walk()).toEqual({ resealed: secrets.length, unreadable: 0 })
  expect(await plain(onlyNew)).toEqual(secrets)
  expect(await walk()).toEqual({ resealed: 0, unreadable: 0 })
})

test('killed at any secret, everything can be read, and the next walk ends it', async () => {
  const { length } = await plain(before)
  for (let survives = 0; survives < length; survives += 1) {
    await sealAll()
    const secrets = await plain(before)
    let left = survives
    const doomed: SealedStores = {
      ...stores,
      replace: (...args) => {
        left -= 1
        return left < 0 ? Promise.reject(new Error('killed')) : stores.replace(...args)
      },
    }
    await expect(walk(doomed)).rejects.toThrow('killed')
    expect(await plain(rotated)).toEqual(secrets)
    expect(await walk()).toEqual({ resealed: length - survives, unreadable: 0 })
    expect(await plain(onlyNew)).toEqual(secrets)
  }
})

test('leaves what somebody connected while it was looking', async () => {
  const raced: SealedStores = {
    ...stores,
    replace: async (store, row, sealed) => {
      if (store === storeNames.pix) {
        const fresh = await rotated.seal(
          { secret: 'novo' },
          { tenantId: row.tenant_id, channelId: row.owner_id },
        )
        await testDatabase.asPostgres(
          (sql) => sql`update app_private.pix_credentials set credentials = ${sql.json(fresh as never)}`,
        )
      }
      return stores.replace(store, row, sealed)
    },
  }
  await walk(raced)
  expect((await plain(onlyNew)).filter((secret) => secret.startsWith('pix'))).toEqual([
    expect.stringMatching(/ novo$/) as string,
  ])
})

test('says what no key opens, and does the others', async () => {
  const lost = await createSecretBox({ lost: btoa('l'.repeat(32)) }, 'lost').seal(
    { secret: 'x' },
    { tenantId: aurora.id, channelId: endpointId },
  )
  await testDatabase.asPostgres(
    (sql) =>
      sql`update app_private.webhook_secrets set secret = ${sql.json(lost as never)} where ends_at is not null`,
  )
  const report = await walk()
  expect(report.unreadable).toBe(1)
  expect(report.resealed).toBe((await kept()).length - 1)
  const counts = await testDatabase.asService(
    (sql) => sql`select key_id, sum(secrets)::int as secrets from app.count_sealed() group by 1 order by 1`,
  )
  expect(counts).toEqual([
    { key_id: 'k2', secrets: report.resealed },
    { key_id: 'lost', secrets: 1 },
  ])
})

test('runs when the clock says so', async () => {
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const answer = await createHandler(deps)(
    new Request('https://x/process-jobs', { method: 'POST', headers, body: '{"task":"reseal"}' }),
  )
  expect(await answer.json()).toEqual({ resealed: 0, unreadable: 0 })
})

test('every table of sealed secrets is known, and nothing else is put there', async () => {
  const unknown = await testDatabase.asPostgres(
    (sql) => sql`
      select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'app_private'::regnamespace and c.relkind = 'r'
        and c.oid::regclass::text not in (select name from app.sealed_stores)`,
  )
  expect(unknown).toEqual([])
  const [row] = await kept()
  const attempt = testDatabase.asService(
    (sql) =>
      sql`select app.replace_sealed(${storeNames.channel ?? ''}, ${row?.tenant ?? null}, ${row?.owner ?? null}, '{}', '{"plain": "text"}')`,
  )
  await expect(attempt).rejects.toThrow('credentials_not_encrypted')
})
