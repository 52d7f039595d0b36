import { aurora, horizonte, twilioAccounts } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type Template = Database['public']['Tables']['message_templates']['Row']

/** A template as the provider lists it. */
export interface Listed {
  external_id: string
  name: string
  language: string
  category: string | null
  body: string
  variables: { key: string; example: string }[]
  extras: { kind: string; text: string }[]
  status: string
  rejection_reason: string | null
}

/** The id that the provider gives its n-th template. */
export const externalId = (n: number): string => `HX${String(n).padStart(32, '0')}`

/** An approved template with two variables, or what is said of it. */
export const listed = (n: number, more: Partial<Listed> = {}): Listed => ({
  external_id: externalId(n),
  name: 'lembrete_consulta',
  language: 'pt_BR',
  category: 'utility',
  body: 'Olá, {{1}}! Sua consulta é em {{2}}.',
  variables: [
    { key: '1', example: 'Ana' },
    { key: '2', example: '10/09' },
  ],
  extras: [],
  status: 'approved',
  rejection_reason: null,
  ...more,
})

/** What a look at the provider's list does; the moment it did. */
export async function replaceTemplates(
  session: Session,
  templates: readonly Listed[],
  { tenant, channel, account }: { tenant: string; channel: string; account?: string } = {
    tenant: horizonte.id,
    channel: horizonte.twilio,
  },
): Promise<Date | null> {
  const listed = account ?? twilioAccounts[tenant === aurora.id ? 'aurora' : 'horizonte'].sid
  return session.asService(async (sql) => {
    const [row] = await sql<{ at: Date | null }[]>`
      select app.replace_message_templates(${tenant}, ${channel}, ${listed},
        ${JSON.stringify(templates)}::text::jsonb) as at`
    return row!.at
  })
}

/** The stored templates of a clinic by their id at the provider. */
export function templatesOf(session: Session, tenant: string = horizonte.id): Promise<Template[]> {
  return session.asPostgres(
    (sql) => sql<Template[]>`
      select * from public.message_templates where tenant_id = ${tenant} order by external_id`,
  )
}
