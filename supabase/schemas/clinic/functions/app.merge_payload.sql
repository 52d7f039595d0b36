create function app.merge_payload(p_merge public.patient_merges)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_merge.id, 'survivor_id', p_merge.survivor_id, 'merged_id', p_merge.merged_id,
    'survivor_name', s.name, 'merged_name', m.name, 'merged_by', p_merge.merged_by, 'merged_at', p_merge.merged_at,
    'undo_until', p_merge.undo_until, 'undone_at', p_merge.undone_at, 'undone_by', p_merge.undone_by)
  from public.patients s, public.patients m
  where s.tenant_id = p_merge.tenant_id and s.id = p_merge.survivor_id and m.tenant_id = p_merge.tenant_id and m.id = p_merge.merged_id;
$$;
revoke execute on function app.merge_payload(public.patient_merges) from public, anon, authenticated;
grant execute on function app.merge_payload(public.patient_merges) to authenticated;
