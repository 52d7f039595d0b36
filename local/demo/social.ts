import type { Sql } from 'postgres'
import { createSecretBox } from '../../supabase/functions/_shared/platform/secrets.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demo } from '../simulators/demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once it is there, so that no restart brings it again. */
const mark = 'local/demo/social'

type Network = 'messenger' | 'instagram'

interface Talk {
  network: Network
  from: string
  name: string
  /** Hours before now, who, and what. */
  said: readonly (readonly [hours: number, by: 'person' | 'clinic', text: string])[]
}

/** Late enough to be answered, and too old for what answers by itself. */
const talks: readonly Talk[] = [
  {
    network: 'instagram',
    from: '5511955510101',
    name: 'Tainá Ferreira',
    said: [
      [20, 'person', 'Oi! Vi o post sobre dor no ombro. Vocês atendem convênio?'],
      [19.8, 'clinic', 'Oi, Tainá! Atendemos particular e damos recibo para reembolso 🙂'],
      [4, 'person', 'Perfeito! Quanto fica a avaliação?'],
    ],
  },
  {
    network: 'instagram',
    from: '5511955510102',
    name: 'Otávio Brandão',
    said: [[5, 'person', 'Respondendo ao story: esse pilates é para iniciantes também?']],
  },
  {
    network: 'instagram',
    from: '5511955510103',
    name: 'Yasmin Cordeiro',
    said: [
      [45, 'person', 'Boa tarde, qual o endereço?'],
      [44.9, 'clinic', 'Boa tarde! Rua das Acácias, 120, perto do metrô.'],
      [44.8, 'person', 'Obrigada ❤️'],
    ],
  },
  {
    network: 'messenger',
    from: '5511955510201',
    name: 'Nelson Queiroz',
    said: [
      [22, 'person', 'Bom dia. Minha mãe de 78 anos caiu e precisa de fisioterapia. Vocês vão em casa?'],
      [21.7, 'clinic', 'Bom dia, Nelson! Atendemos na clínica, com entrada acessível. Ela consegue vir?'],
      [6, 'person', 'Consegue sim, comigo. Tem horário de manhã?'],
    ],
  },
  {
    network: 'messenger',
    from: '5511955510202',
    name: 'Célia Montenegro',
    said: [[8, 'person', 'Vocês emitem nota fiscal da sessão?']],
  },
]

/**
 * Connects a page and an Instagram account of Clínica Aurora, and lets people write to them through the simulated Meta,
 * which therefore knows that they may be answered. Once in the life of a database.
 */
export async function loadDemoSocial(config: StackConfig): Promise<void> {
  const [superuser, sql] = [connect(config.urls.superuser), connect(config.urls.database)]
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    const { page, instagram } = demo.meta
    await connectAccount(sql, config, 'messenger', {
      account_id: page.id,
      parent_id: page.id,
      name: page.label,
    })
    await connectAccount(sql, config, 'instagram', {
      account_id: instagram.id,
      parent_id: page.id,
      name: instagram.label,
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
    const accounts = { messenger: page.id, instagram: instagram.id }
    for (const { network, from, name, said } of talks) {
      for (const [hours, by, text] of said) {
        const at = new Date(Date.now() - hours * 3_600_000).toISOString()
        const fromMe = by === 'clinic'
        await tell(config, { provider: network, account: accounts[network], from, name, text, at, fromMe })
      }
    }
  } finally {
    await Promise.all([superuser.end(), sql.end()])
  }
}

async function connectAccount(
  sql: Sql,
  config: StackConfig,
  kind: Network,
  account: { account_id: string; parent_id: string; name: string },
): Promise<void> {
  await sql.begin(async (work) => {
    const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!
    const claims = JSON.stringify({ sub: owner.id, role: 'authenticated' })
    await work`select set_config('request.jwt.claims', ${claims}, true)`
    const [row] = await work<{ id: string }[]>`select app.reserve_channel_id(${aurora}, ${kind}) as id`
    const box = createSecretBox({ k1: config.secrets.encryptionKey }, 'k1')
    const granted = { access_token: `EAAdemo-page-${account.parent_id}`, user_token: 'EAAdemo-person' }
    const sealed = await box.seal(granted, { tenantId: aurora, channelId: row!.id })
    const expires = new Date(Date.now() + 55 * 86_400_000).toISOString()
    await work`
      select app.configure_meta_channel(${aurora}, ${kind},
        ${work.json({ ...account, token_expires_at: expires })}, ${work.json({ ...sealed })})`
  })
}

async function tell(config: StackConfig, message: object): Promise<void> {
  const response = await fetch(`${config.urls.simulators}/control/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'text', ...message }),
  })
  if (!response.ok) throw new Error(`the simulated Meta answered ${response.status}`)
}
