import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once it is there, so that no restart brings it again. */
const mark = 'local/demo/shop-chat'
const chat = '00000000-0000-4000-8000-0000005fc401'
const visitor = { full_name: 'Renata Siqueira', phone: '+5511955510301' }

/** Hours before now, whether the clinic said it, and what; too old for what answers by itself. */
const said = [
  [21, false, 'Oi! O baralho das emoções serve para uma criança de 6 anos?'],
  [20.5, true, 'Oi, Renata! Serve sim, a partir dos 5, com um adulto por perto.'],
  [3, false, 'Que bom! Posso retirar na clínica no sábado?'],
] as const

/** A visitor of the demo clinic's shop wrote in its chat. Once in the life of a database. */
export async function loadDemoShopChat(databaseUrl: string, superuserUrl: string): Promise<void> {
  const [superuser, sql] = [connect(superuserUrl), connect(databaseUrl)]
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (work) => {
      const address = { family: 'shop_chat', user: chat, raw: chat, phone: null, lid: null, group: null }
      await work`
        insert into app.shop_chats (tenant_id, id, contact_id, thread_id, token_hash, full_name, phone, accepted_text)
        values (${aurora}, ${chat}, (app.shop_buyer(${aurora}, ${visitor.full_name}, ${visitor.phone}, null, false) ->> 'contact_id')::uuid,
          app.resolve_thread(${aurora}, ${work.json(address)}, ${visitor.full_name}, 'profile'), 'nobody', ${visitor.full_name},
          ${visitor.phone}, 'O que você escreve vai para a clínica.')`
      const [channel] = await work<{ id: string }[]>`
        select id from public.notification_channels where tenant_id = ${aurora} and family = 'shop_chat'`
      for (const [place, [hours, isOurs, body]] of said.entries()) {
        const action = {
          type: 'message',
          provider_message_id: `chat:demo-${place}`,
          from_me: isOurs,
          sent_via_api: false,
          address,
          contact_name: visitor.full_name,
          author_name: null,
          kind: 'text',
          body,
          content: {},
          media: null,
          reply_to_provider_id: null,
          occurred_at: new Date(Date.now() - hours * 3_600_000).toISOString(),
          status: isOurs ? 'read' : 'received',
        }
        const event = {
          provider: 'shop_chat',
          auth: { tenant_id: aurora, channel_id: channel!.id },
          event_key: action.provider_message_id,
          event_type: 'message',
          raw: {},
          unparsed: null,
          actions: [action],
        }
        await work`select app.ingest_whatsapp_events(${work.json([event])})`
      }
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([superuser.end(), sql.end()])
  }
}
