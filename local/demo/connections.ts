import type { Sql } from 'postgres'
import { createSecretBox } from '../../supabase/functions/_shared/platform/secrets.ts'
import { newWebhookSecret } from '../../supabase/functions/_shared/trust/webhook-signature.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const keyId = '00000000-0000-4000-8000-00000000c0a1'
const endpointId = '00000000-0000-4000-8000-00000000c0a2'

/** A key of Clínica Aurora for its website, which nobody knows, and a program that is told of sessions and payments. */
export async function loadDemoConnections(config: StackConfig): Promise<void> {
  const sql = connect(config.urls.database)
  try {
    await sql.begin(async (work) => {
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!
      const claims = JSON.stringify({ sub: owner.id, role: 'authenticated' })
      await work`select set_config('request.jwt.claims', ${claims}, true)`
      await work`
        select public.create_api_key(${aurora}, ${keyId}, 'Site da clínica', ${['patients:write', 'sessions:read']}, null)`
      const [seen] =
        await work`select from public.webhook_endpoints where tenant_id = ${aurora} and id = ${endpointId}`
      if (!seen) await addEndpoint(work as unknown as Sql, config)
    })
  } finally {
    await sql.end()
  }
}

/** An endpoint with a log: what it took, and what it did not take while its server was down, to be sent again. */
async function addEndpoint(sql: Sql, config: StackConfig): Promise<void> {
  const box = createSecretBox({ k1: config.secrets.encryptionKey }, 'k1')
  const secret = await box.seal({ secret: newWebhookSecret() }, { tenantId: aurora, channelId: endpointId })
  await sql`
    select app.save_webhook_endpoint(${aurora}, ${endpointId}, ${`${config.urls.simulators}/programa`}, 'Planilha da contabilidade',
      ${['session.created', 'session.cancelled', 'payment.received']}, ${sql.json({ ...secret })})`
  await sql`
    with told as (
      insert into public.webhook_deliveries (tenant_id, id, endpoint_id, event, data, occurred_at, state, attempts, last_status, last_error, delivered_at, created_at)
      select ${aurora}, app.uuid_of_moment(d.at), ${endpointId}, d.event, jsonb_build_object('id', gen_random_uuid()), d.at, d.state, d.attempts,
        d.status, d.error, case when d.state = 'delivered' then d.at + interval '1 second' end, d.at
      from (values
        (now() - interval '3 days', 'session.created', 'delivered', 1, 200, null),
        (now() - interval '2 days', 'payment.received', 'delivered', 2, 200, null),
        (now() - interval '30 hours', 'session.cancelled', 'failed', 16, 503, 'gave_up'),
        (now() - interval '5 hours', 'session.created', 'delivered', 1, 200, null)
      ) d (at, event, state, attempts, status, error)
      returning id, occurred_at, state, attempts
    )
    insert into public.webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response)
    select ${aurora}, t.id, n, t.occurred_at + n * interval '20 minutes', 180 + 7 * n,
      case when t.state = 'delivered' and n = t.attempts then 200 else 503 end,
      case when t.state = 'delivered' and n = t.attempts then null else 'refused' end,
      case when t.state = 'delivered' and n = t.attempts then '{"received":true}' else 'Service Unavailable' end
    from told t, generate_series(1, t.attempts) n`
}
