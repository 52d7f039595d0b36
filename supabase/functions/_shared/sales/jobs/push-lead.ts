import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { DinamizeFailure } from '../../providers/dinamize/answer.ts'
import type { ContactFields, DinamizeClient, DinamizeContact } from '../../providers/dinamize/client.ts'
import type {
  DinamizeService,
  LeadPush,
  LeadPushed,
  ListFields,
  OpenSession,
  SyncedFields,
} from '../dinamize.ts'

export interface PushLeadDeps {
  dinamize: Pick<DinamizeService, 'beginPush' | 'completePush' | 'pause'>
  openSession: OpenSession
}

/**
 * Writes a lead at Dinamize. It looks for the address before it adds, so whoever takes the job after a crash finds what
 * was added and adds nothing again. A lead that changes meanwhile is written once more by the same job.
 */
export function pushLead({ dinamize, openSession }: PushLeadDeps): JobHandler {
  return async (job) => {
    const leadId = textAt(job.payload, 'lead_id')
    if (leadId === null) throw new Error('The job names no lead.')
    const push = await dinamize.beginPush(job.tenant_id, leadId)
    if (push === null) return
    const session = await openSession(job.tenant_id)
    if (session === null) return
    try {
      return await dinamize.completePush(job, leadId, await write(session.client, push))
    } catch (error) {
      if (!(error instanceof DinamizeFailure)) throw error
      const { answer } = error
      if (answer.kind === 'limited') return dinamize.pause(job, 'out', answer.seconds)
      // it waits until user and password are typed again
      if (answer.kind === 'refused') return session.refuse(answer.code)
      if (answer.kind === 'failed') {
        return dinamize.completePush(job, leadId, {
          kind: 'failed',
          code: answer.code,
          request: answer.request,
        })
      }
      throw error
    }
  }
}

async function write(client: DinamizeClient, push: LeadPush): Promise<LeadPushed> {
  if (push.contact_code !== null && push.known_email === push.email) {
    return change(client, push, push.contact_code, push.changes)
  }
  const known = await client.findByEmail(push.list_code, push.email)
  if (known) return meet(client, push, known)
  // somebody whose address changed here is still the contact that they were
  if (push.contact_code !== null) return change(client, push, push.contact_code, push.changes)
  try {
    const { code, request, warnings } = await client.add(push.list_code, {
      ...contactOf(push, push.fields),
      email: push.email,
      externalCode: push.external_code,
    })
    return { kind: 'created', contact_code: code, pushed: push.fields, request, warnings }
  } catch (error) {
    // perhaps somebody added them at this moment; which code says so is not published
    if (!(error instanceof DinamizeFailure) || error.answer.kind !== 'failed') throw error
    const added = await client.findByEmail(push.list_code, push.email)
    if (added === null) throw error
    return meet(client, push, added)
  }
}

const syncedFields = ['name', 'email', 'phone', 'company'] as const

/** A contact that is there already gets what differs; whoever opted out is left alone. */
async function meet(client: DinamizeClient, push: LeadPush, known: DinamizeContact): Promise<LeadPushed> {
  if (known.isOptedOut) return { kind: 'opted_out', contact_code: known.code }
  const theirs = fieldsOf(push, known)
  const changes: SyncedFields = Object.fromEntries(
    syncedFields.flatMap((field) => {
      const ours = push.fields[field]
      return ours === undefined || ours === theirs[field] ? [] : [[field, ours] as const]
    }),
  )
  if (Object.keys(changes).length === 0)
    return { kind: 'found', contact_code: known.code, pushed: push.fields }
  return { ...(await change(client, push, known.code, changes)), pushed: push.fields }
}

async function change(
  client: DinamizeClient,
  push: LeadPush,
  contactCode: string,
  changes: SyncedFields,
): Promise<LeadPushed> {
  const { code, request, warnings } = await client.update(
    push.list_code,
    contactCode,
    contactOf(push, changes),
  )
  return { kind: 'updated', contact_code: code || contactCode, pushed: changes, request, warnings }
}

function contactOf(list: ListFields, { name, email, phone, company }: SyncedFields): ContactFields {
  return {
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    custom: {
      ...(phone === undefined || list.phone_field === null ? {} : { [list.phone_field]: phone }),
      ...(company === undefined || list.company_field === null ? {} : { [list.company_field]: company }),
    },
  }
}

/** What a contact has of what is exchanged. */
export function fieldsOf(list: ListFields, contact: DinamizeContact): SyncedFields {
  const textOf = (field: string | null) => {
    const value = field === null ? undefined : contact.custom[field]
    return typeof value === 'string' && value.trim() !== '' ? value : undefined
  }
  const found = {
    name: contact.name ?? undefined,
    email: contact.email?.trim().toLowerCase(),
    phone: textOf(list.phone_field),
    company: textOf(list.company_field),
  }
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
