import { rpc } from '@/lib/rpc'
import type { Candidate, Merge, MergeCount, MergeField } from './types'

/** As many pairs come at once. */
export const CANDIDATE_PAGE = 20

/** Pairs who may be one person, the surest first. */
export function listCandidates(tenantId: string, after: Candidate | null): Promise<Candidate[]> {
  return rpc('list_merge_candidates', {
    p_tenant_id: tenantId,
    p_after: after && { strength: after.strength, one: after.one.id, other: after.other.id },
    p_limit: CANDIDATE_PAGE,
  })
}

/** Says that two are not the same person, or takes it back. */
export function setDistinct(
  tenantId: string,
  oneId: string,
  otherId: string,
  isDistinct: boolean,
): Promise<void> {
  return rpc('set_patients_distinct', {
    p_tenant_id: tenantId,
    p_one_id: oneId,
    p_other_id: otherId,
    p_distinct: isDistinct,
  })
}

/** How much each of two has. */
export function previewMerge(tenantId: string, survivorId: string, mergedId: string): Promise<MergeCount[]> {
  return rpc('preview_patient_merge', {
    p_tenant_id: tenantId,
    p_survivor_id: survivorId,
    p_merged_id: mergedId,
  })
}

/** Two become one; its id comes from here, so that a repetition changes nothing. */
export function mergePatients(
  tenantId: string,
  id: string,
  survivor: { id: string; version: number },
  merged: { id: string; version: number },
  taken: MergeField[],
): Promise<Merge> {
  return rpc('merge_patients', {
    p_tenant_id: tenantId,
    p_id: id,
    p_survivor_id: survivor.id,
    p_survivor_version: survivor.version,
    p_merged_id: merged.id,
    p_merged_version: merged.version,
    p_taken: taken,
  })
}

/** Both are as they were before. */
export function undoMerge(tenantId: string, mergeId: string): Promise<Merge> {
  return rpc('undo_patient_merge', { p_tenant_id: tenantId, p_merge_id: mergeId })
}

/** What can still be undone, the latest first. */
export function listMerges(tenantId: string): Promise<Merge[]> {
  return rpc('list_patient_merges', { p_tenant_id: tenantId, p_limit: 100 })
}
