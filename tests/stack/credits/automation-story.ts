import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'

/** People who write to a clinic that answers by itself and lets a workflow go on. */
export interface AutomationStory {
  /** Somebody writes: the message is stored, and whoever stored it is gone before anybody works on it. */
  write(phone: string): Promise<void>
  /** What the clinic did for each phone that wrote. */
  effects(): Promise<Effects[]>
}

export interface Effects {
  phone: string
  /** Texts that were charged, each with what was paid for it. */
  paid: string[]
  tasks: number
  replies: number
  /** `state: steps` of each run. */
  runs: string[]
}

export const texts = { reply: 'Resposta da noite', first: 'Passo um', last: 'Passo dois' } as const

/** Turns on the automatic answer, always closed, and publishes a workflow of two messages with a task between. */
export async function automate(sql: Sql, tenantId: string, adminEmail: string): Promise<AutomationStory> {
  await sql`
    insert into public.conversation_autoreply_settings (tenant_id, is_on, mode, business_hours, custom_hours, closes_on_holidays,
      cooldown_minutes, closed_text, holiday_text)
    values (${tenantId}, true, 'business_hours', '{}', '{}', false, 60, ${texts.reply}, ${texts.reply})
    on conflict (tenant_id) do update set is_on = true, business_hours = '{}', closed_text = ${texts.reply}`
  const say = (id: string, body: string) => ({ id, kind: 'send_message', options: { body, any_hour: true } })
  const definition = {
    trigger: { kind: 'message.received', options: { words: ['automatico'] } },
    settings: { purpose: 'service', max_per_day: 1 },
    steps: [
      say('one', texts.first),
      { id: 'two', kind: 'add_task', options: { title: 'Ligar', assignee_id: null, due_in_days: 0 } },
      say('three', texts.last),
    ],
  }
  await sql.begin(async (work) => {
    const [admin] = await work<{ id: string }[]>`select id from auth.users where email = ${adminEmail}`
    const claims = JSON.stringify({ sub: admin!.id, role: 'authenticated' })
    await work`select set_config('request.jwt.claims', ${claims}, true)`
    await work`
      select public.publish_workflow(${tenantId}, (public.save_workflow(${tenantId}, null, 'Quedas',
        ${JSON.stringify(definition)}::text::jsonb, null) ->> 'id')::uuid)`
  })
  const [channel] = await sql<{ id: string; provider: string }[]>`
    select id, provider from public.notification_channels where tenant_id = ${tenantId} and is_active`
  const phones: string[] = []

  return {
    async write(phone) {
      phones.push(phone)
      const id = `SM${randomUUID().replaceAll('-', '')}`
      const event = {
        provider: channel!.provider,
        auth: { tenant_id: tenantId, channel_id: channel!.id },
        event_key: id,
        event_type: `${channel!.provider}.inbound`,
        raw: {},
        unparsed: null,
        actions: [
          {
            type: 'message',
            provider_message_id: id,
            from_me: false,
            sent_via_api: false,
            kind: 'text',
            body: 'Automatico, por favor',
            content: {},
            media: null,
            reply_to_provider_id: null,
            contact_name: 'Pessoa',
            author_name: null,
            occurred_at: new Date().toISOString(),
            status: 'received',
            address: { phone, lid: null, group: null, raw: `whatsapp:${phone}` },
          },
        ],
      }
      await sql`select app.ingest_whatsapp_events(${JSON.stringify([event])}::text::jsonb)`
    },
    effects: () => sql<Effects[]>`
      select t.phone,
        array(select m.body || ' ' || -sum(x.amount) from public.conversation_messages m
          join public.whatsapp_credits_transactions x on x.tenant_id = m.tenant_id and x.conversation_message_id = m.id
          where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.origin = 'automation'
          group by m.id, m.body order by 1) as paid,
        (select count(*)::int from public.tasks k where k.tenant_id = t.tenant_id and k.thread_id = t.id) as tasks,
        (select count(*)::int from public.conversation_autoreply_log l
          where l.tenant_id = t.tenant_id and l.thread_id = t.id and l.outcome = 'sent') as replies,
        array(select r.state || ': ' || (select count(*) from public.workflow_steps s where s.tenant_id = r.tenant_id and s.run_id = r.id)
          from public.workflow_runs r where r.tenant_id = t.tenant_id and r.thread_id = t.id) as runs
      from public.conversation_threads t where t.tenant_id = ${tenantId} and t.phone = any (${phones}) order by t.phone`,
  }
}
