import postgres, { type Sql } from 'postgres'
import { expect } from 'vitest'
import { demoPassword } from '../../../local/demo.ts'
import { wrongSummaries } from '../chaos/witness.ts'

/** What `npm start` promises a newcomer, in a stack that was started so. */
export async function expectClinicsAtWork(at: {
  databaseUrl: string
  gatewayUrl: string
  publishableKey: string
}): Promise<void> {
  const sql = postgres(at.databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await expectLife(sql)
    await expectOrder(sql)
    await expectFiles(sql, at)
  } finally {
    await sql.end()
  }
}

async function expectLife(sql: Sql): Promise<void> {
  const columns = await sql<{ place: string; n: number }[]>`
    select case t.status when 'finished' then 'finished' else t.board_column end as place, count(*)::int as n
    from public.conversation_threads t join public.tenants c on c.id = t.tenant_id where c.slug = 'aurora' group by 1`
  const byPlace = Object.fromEntries(columns.map(({ place, n }) => [place, n]))
  // forty of the month's stories, and those that orders, vouchers and offers opened
  expect(Object.values(byPlace).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(40)
  for (const place of ['new', 'in_progress', 'waiting_contact', 'finished'])
    expect(byPlace[place], place).toBeGreaterThan(3)
  const [seen] = await sql`
    select
      (select count(*)::int from public.tenant_members m where m.role = 'therapist') as therapists,
      (select count(distinct m.kind)::int from public.conversation_messages m) >= 9 as kinds,
      (select count(*)::int from public.conversation_messages m where jsonb_array_length(m.media -> 'waveform') > 20) >= 4 as voices,
      exists (select from public.conversation_messages m where m.edited_at is not null) as edited,
      exists (select from public.conversation_messages m where m.deleted_at is not null) as deleted,
      exists (select from public.conversation_messages m where m.status = 'failed' and m.error_code is not null) as failed,
      exists (select from public.conversation_messages m where m.reactions <> '[]') as reacted,
      exists (select from public.conversation_messages m where m.reply_to_provider_id is not null) as answered,
      exists (select from public.conversation_threads t where t.is_group) as a_group,
      exists (select from public.conversation_threads t where t.opted_out) as opted_out,
      exists (select from public.conversation_threads t where t.blocked_at is not null) as blocked,
      exists (select from public.conversation_threads t where t.snoozed_until > now()) as snoozed,
      exists (select from public.conversation_threads t where t.next_scheduled_at > now()) as scheduled,
      exists (select from public.conversation_threads t where t.contact_name is null) as nameless,
      exists (select from public.conversation_pins) as pinned,
      exists (select from public.conversation_note_mentions) as mentioned,
      exists (select from public.notifications n where n.read_at is null) as news,
      (select count(*) from public.conversation_threads t where t.waiting_since > now() - interval '1 day') >= 10 as waiting,
      exists (select from public.conversation_messages m where m.content ? 'template') as templates,
      exists (select from public.conversation_threads t join public.tenants c on c.id = t.tenant_id
        where c.slug = 'horizonte' and t.last_inbound_at < now() - interval '1 day') as window_closed,
      exists (select from public.conversation_threads t join public.tenants c on c.id = t.tenant_id
        where c.slug = 'horizonte' and t.last_inbound_at > now() - interval '1 day') as window_open`
  expect(seen).toEqual({
    therapists: 3,
    kinds: true,
    voices: true,
    edited: true,
    deleted: true,
    failed: true,
    reacted: true,
    answered: true,
    a_group: true,
    opted_out: true,
    blocked: true,
    snoozed: true,
    scheduled: true,
    nameless: false,
    pinned: true,
    mentioned: true,
    news: true,
    waiting: true,
    templates: true,
    window_closed: true,
    window_open: true,
  })
}

/** Summaries, waits and books say what the rows say; nothing is about to be sent, and nothing happened in the future. */
async function expectOrder(sql: Sql): Promise<void> {
  expect(await wrongSummaries(sql)).toEqual([])
  expect(await sql`select * from app.credit_faults()`).toEqual([])
  const [wrong] = await sql`
    select
      (select count(*)::int from public.conversation_threads t
        where t.status = 'open' and t.waiting_since is distinct from app.waiting_since(t.tenant_id, t.id)) as waits,
      (select count(*)::int from public.conversation_messages m where m.occurred_at > now()) as future,
      (select count(*)::int from app.conversation_events e where e.occurred_at > now()) as future_events,
      (select count(*)::int from public.conversation_messages m
        where m.body <> '' and m.deleted_at is null and not exists (
          select from app.message_words w where w.tenant_id = m.tenant_id and w.message_id = m.id)) as unsearchable,
      (select count(*)::int from public.conversation_messages m
        where m.provider = 'twilio' and m.direction = 'outbound' and not exists (
          select from public.whatsapp_credits_transactions x where x.conversation_message_id = m.id)) as unpaid,
      (select count(*)::int from app.jobs j
        where j.kind in ('send_message', 'send_push', 'opt_out_ack', 'opt_in_ack', 'change_message', 'fetch_media')
          and j.finished_at is null
        or j.kind in ('send_scheduled', 'wake_conversation') and j.run_at < now() + interval '1 hour') as due`
  expect(wrong).toEqual({ waits: 0, future: 0, future_events: 0, unsearchable: 0, unpaid: 0, due: 0 })
}

/** Every file opens for the clinic's people. */
async function expectFiles(
  sql: Sql,
  { gatewayUrl, publishableKey }: { gatewayUrl: string; publishableKey: string },
): Promise<void> {
  const files = await sql<{ slug: string; path: string; size: number }[]>`
    select c.slug, m.media ->> 'path' as path, (m.media ->> 'size')::int as size
    from public.conversation_messages m join public.tenants c on c.id = m.tenant_id where m.media is not null`
  expect(files.length).toBeGreaterThan(15)
  for (const [slug, email] of [
    ['aurora', 'recepcao@aurora.test'],
    ['horizonte', 'admin@horizonte.test'],
  ] as const) {
    const signedIn = await fetch(`${gatewayUrl}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: demoPassword }),
    })
    const { access_token } = (await signedIn.json()) as { access_token: string }
    const headers = { apikey: publishableKey, authorization: `Bearer ${access_token}` }
    for (const { path, size } of files.filter((file) => file.slug === slug)) {
      const file = await fetch(`${gatewayUrl}/storage/v1/object/authenticated/whatsapp-media/${path}`, {
        headers,
      })
      expect(file.status, path).toBe(200)
      expect((await file.arrayBuffer()).byteLength, path).toBe(size)
    }
  }
}
