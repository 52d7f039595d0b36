import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

/** Functions that may name a kind or a family, and why: everything else asks channel_kinds. */
const named: Record<string, string> = {
  'app.apply_moved_person': 'addresses of WhatsApp',
  'app.authorize_event': 'how Evolution shows who it is',
  'app.campaign_candidates': 'addresses of WhatsApp',
  'app.campaign_channel': 'campaigns go out by WhatsApp',
  'app.campaign_people': 'conversations of WhatsApp',
  'app.configure_evolution_channel': 'sets up Evolution',
  'app.configure_twilio_channel': 'sets up Twilio',
  'app.known_threads': 'addresses of WhatsApp',
  'app.learn_contact_name': 'addresses of WhatsApp',
  'app.learn_lid': 'addresses of WhatsApp',
  'app.learn_picture': 'addresses of WhatsApp',
  'app.lock_conversations': 'addresses of WhatsApp',
  'app.post_credits': 'its own kind of references',
  'app.reminder_obstacle': 'where somebody without a conversation is written to',
  'app.resolve_thread': 'addresses of WhatsApp',
  'app.set_shop_chat': 'switches the chat of the shop',
  'app.threads_to_merge': 'addresses of WhatsApp',
  'app.today_setup': 'a key of its answer',
  'app.write_shop_chat': 'the chat of the shop',
  'public.get_channel_setup': 'answers the set-up of each by its name',
  'public.my_context': 'a key of its answer',
  'public.send_purchase': 'how a person sent it, outside of the product',
}

it('no rule of the database knows a kind of channel by its name', async () => {
  const rows = await db.asPostgres(
    (sql) => sql<{ name: string }[]>`
      select distinct format('%s.%s', p.pronamespace::regnamespace, p.proname) as name from pg_proc p
      where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private')
        and (p.prosrc ~ '''(whatsapp|messenger|instagram)''' or exists (
          select from public.channel_kinds k where strpos(p.prosrc, quote_literal(k.kind)) > 0))
      order by 1`,
  )
  expect(rows.map((row) => row.name)).toEqual(Object.keys(named).sort())
})

it('no trigger asks for one either', async () => {
  const rows = await db.asPostgres(
    (sql) => sql`
      select t.tgname from pg_trigger t cross join public.channel_kinds k
      where strpos(pg_get_triggerdef(t.oid), quote_literal(k.kind)) > 0`,
  )
  expect(rows).toEqual([])
})

/** Screens of one provider alone: its own card and how the channel page opens it. */
const ownScreens = [
  'features/messaging/channels/components/EvolutionCard.vue',
  'features/messaging/channels/components/TwilioCard.vue',
  'features/messaging/channels/pages/ConfiguracoesWhatsappChooserPage.vue',
]

it('no screen compares with the name of one', async () => {
  const kinds = await db.asPostgres((sql) => sql<{ kind: string }[]>`select kind from public.channel_kinds`)
  const compared = new RegExp(`[!=]==?\\s*['"](${kinds.map(({ kind }) => kind).join('|')})['"]`)
  const root = join(import.meta.dirname, '..', '..', '..', 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file) && !file.endsWith('.test.ts'))
    .filter((file) => compared.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
  expect(files.sort()).toEqual(ownScreens)
})
