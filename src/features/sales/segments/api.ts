import { rpc } from '@/lib/rpc'
import type { Segment, SegmentEntity, SegmentGroup, SegmentKit, SegmentPreview } from './types'

/** What segments can be made of. */
export const getSegmentKit = (tenantId: string): Promise<SegmentKit> =>
  rpc('get_segment_kit', { p_tenant_id: tenantId })

/** Saved segments, of one kind or of all. */
export const listSegments = (tenantId: string): Promise<Segment[]> =>
  rpc('list_segments', { p_tenant_id: tenantId })

/** How many match, and a page of them by id. */
export const previewSegment = (
  tenantId: string,
  entity: SegmentEntity,
  query: SegmentGroup,
  after: string | null,
  limit: number,
): Promise<SegmentPreview> =>
  rpc('preview_segment', {
    p_tenant_id: tenantId,
    p_entity: entity,
    p_query: query,
    p_after: after,
    p_limit: limit,
  })

/** Saves a new segment; the id is the browser's. */
export const createSegment = (
  tenantId: string,
  id: string,
  name: string,
  entity: SegmentEntity,
  query: SegmentGroup,
): Promise<Segment> =>
  rpc('create_segment', {
    p_tenant_id: tenantId,
    p_id: id,
    p_name: name,
    p_entity: entity,
    p_query: query,
  })

/** Another name or other rules. */
export const updateSegment = (
  tenantId: string,
  segment: Pick<Segment, 'id' | 'version' | 'name' | 'query'>,
): Promise<Segment> =>
  rpc('update_segment', {
    p_tenant_id: tenantId,
    p_id: segment.id,
    p_version: segment.version,
    p_name: segment.name,
    p_query: segment.query,
  })

/** Removes a segment that nothing uses. */
export const deleteSegment = (tenantId: string, id: string): Promise<void> =>
  rpc('delete_segment', { p_tenant_id: tenantId, p_id: id })
