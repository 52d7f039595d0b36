import { rpc } from '@/lib/rpc'
import type {
  Campaign,
  CampaignAct,
  CampaignDefinition,
  CampaignKit,
  CampaignLine,
  CampaignPreview,
  CampaignRecipient,
  SegmentChoice,
} from './types'

/** What campaigns can be here, and who may send them. */
export const getCampaignKit = (tenantId: string): Promise<CampaignKit> =>
  rpc('get_campaign_kit', { p_tenant_id: tenantId })

export const listCampaigns = (tenantId: string): Promise<CampaignLine[]> =>
  rpc('list_campaigns', { p_tenant_id: tenantId })

export const getCampaign = (tenantId: string, id: string): Promise<Campaign> =>
  rpc('get_campaign', { p_tenant_id: tenantId, p_id: id })

/** Keeps a draft; a new one has no id yet. `version` is the one that was read. */
export const saveCampaign = (
  tenantId: string,
  draft: { id: string | null; name: string; definition: Partial<CampaignDefinition>; version: number | null },
): Promise<Campaign> =>
  rpc('save_campaign', {
    p_tenant_id: tenantId,
    p_id: draft.id,
    p_name: draft.name,
    p_definition: draft.definition as never,
    p_version: draft.version,
  })

export const deleteCampaign = (tenantId: string, id: string): Promise<null> =>
  rpc('delete_campaign', { p_tenant_id: tenantId, p_id: id })

/** Who would get it, what it costs and how many fit today; nothing is written. */
export const previewCampaign = (
  tenantId: string,
  id: string,
  definition: CampaignDefinition,
): Promise<CampaignPreview> =>
  rpc('preview_campaign', { p_tenant_id: tenantId, p_id: id, p_definition: definition as never })

/** Starts what was read, now or at a moment. */
export const startCampaign = (
  tenantId: string,
  id: string,
  version: number,
  startsAt: string | null,
): Promise<Campaign> =>
  rpc('start_campaign', { p_tenant_id: tenantId, p_id: id, p_version: version, p_starts_at: startsAt })

export const changeCampaign = (tenantId: string, id: string, act: CampaignAct): Promise<Campaign> =>
  rpc('change_campaign', { p_tenant_id: tenantId, p_id: id, p_act: act })

/** Sends one text to one phone. */
export const testCampaign = (
  tenantId: string,
  definition: CampaignDefinition,
  variant: 'a' | 'b',
  phone: string,
): Promise<null> =>
  rpc('test_campaign', {
    p_tenant_id: tenantId,
    p_definition: definition as never,
    p_variant: variant,
    p_phone: phone,
    p_client_id: crypto.randomUUID(),
  })

/** What became of each person, in the order of sending, after a position. */
export const listCampaignRecipients = (
  tenantId: string,
  id: string,
  page: { state: string; after: number | null; limit: number },
): Promise<CampaignRecipient[]> =>
  rpc('list_campaign_recipients', {
    p_tenant_id: tenantId,
    p_id: id,
    p_state: page.state || null,
    p_after: page.after,
    p_limit: page.limit,
  })

/** Which roles send campaigns beside owner and administrators, and whether on an unofficial number. */
export const saveCampaignSettings = (
  tenantId: string,
  roles: string[],
  isUnofficial: boolean,
): Promise<CampaignKit> =>
  rpc('save_campaign_settings', { p_tenant_id: tenantId, p_roles: roles, p_is_unofficial: isUnofficial })

export const listSegmentChoices = (tenantId: string): Promise<SegmentChoice[]> =>
  rpc('list_segments', { p_tenant_id: tenantId })

/** Patients and contacts by name, a few of each. */
export async function findPeople(tenantId: string, search: string): Promise<{ id: string; name: string }[]> {
  const [patients, contacts] = await Promise.all([
    rpc<'list_patients', { id: string; name: string }[]>('list_patients', {
      p_tenant_id: tenantId,
      p_search: search,
      p_limit: 6,
    } as never),
    rpc<'list_contacts', { id: string; full_name: string; patient_id: string | null }[]>('list_contacts', {
      p_tenant_id: tenantId,
      p_search: search,
      p_limit: 6,
    } as never),
  ])
  return [
    ...patients.map(({ id, name }) => ({ id, name })),
    ...contacts
      .filter(({ patient_id }) => patient_id === null)
      .map(({ id, full_name: name }) => ({ id, name })),
  ]
}

/** Whether somebody may be sent campaigns, and why. */
export interface MarketingPermission {
  is_allowed: boolean
  signed_at: string | null
  recorded: { source: string; proof: string; given_on: string; recorded_by_name: string | null } | null
}
export const getMarketingPermission = (tenantId: string, personId: string): Promise<MarketingPermission> =>
  rpc('get_marketing_permission', { p_tenant_id: tenantId, p_person_id: personId })
/** Writes down how and when somebody allowed campaigns. */
export const saveMarketingPermission = (
  tenantId: string,
  personId: string,
  { source, proof, givenOn }: { source: string; proof: string; givenOn: string },
): Promise<MarketingPermission> =>
  rpc('save_marketing_permission', {
    p_tenant_id: tenantId,
    p_person_id: personId,
    p_source: source,
    p_proof: proof,
    p_given_on: givenOn,
  })
export const revokeMarketingPermission = (tenantId: string, personId: string): Promise<MarketingPermission> =>
  rpc('revoke_marketing_permission', { p_tenant_id: tenantId, p_person_id: personId })
