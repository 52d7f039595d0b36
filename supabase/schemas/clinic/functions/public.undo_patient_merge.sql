create function public.undo_patient_merge(p_tenant_id uuid, p_merge_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_merge public.patient_merges;
  v_now jsonb;
  v_back jsonb;
begin
  perform app.require_merger(p_tenant_id);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_merge_id;
  if v_merge.id is null then
    raise sqlstate 'PT404' using message = 'merge_not_found';
  end if;
  perform app.lock_patients(p_tenant_id, array[v_merge.survivor_id, v_merge.merged_id]);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_merge_id for update;
  if v_merge.undone_at is not null then
    return app.merge_payload(v_merge);
  end if;
  if v_merge.undo_until < now() or v_merge.survivor_after is null then
    raise sqlstate 'PT409' using message = 'merge_too_old';
  end if;
  -- the latest first: what a later merge found here is not told apart any more
  if exists (
    select from public.patient_merges l where l.tenant_id = p_tenant_id and l.merged_id = v_merge.survivor_id and l.undone_at is null
    union all
    select from public.patient_merges l where l.tenant_id = p_tenant_id and l.survivor_id = v_merge.survivor_id and l.undone_at is null
      and l.merged_at > v_merge.merged_at
  ) then
    raise sqlstate 'PT409' using message = 'merge_not_last';
  end if;
  perform app.return_patient_rows(p_tenant_id, p_merge_id, v_merge.survivor_id, v_merge.merged_id);
  update public.patients p set merged_into_id = null, archived_at = (v_merge.merged_before ->> 'archived_at')::timestamptz,
    version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = v_merge.merged_id;
  -- what somebody changed since is theirs
  select to_jsonb(p) into v_now from public.patients p where p.tenant_id = p_tenant_id and p.id = v_merge.survivor_id;
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') into v_back from jsonb_each(v_merge.survivor_before) f
  where v_now -> f.key = v_merge.survivor_after -> f.key;
  perform app.put_patient_fields(p_tenant_id, v_merge.survivor_id, v_back);
  update public.patient_merges m set undone_at = clock_timestamp(), undone_by = auth.uid()
  where m.tenant_id = p_tenant_id and m.id = p_merge_id returning * into v_merge;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_merge.survivor_id));
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_merge.merged_id));
  return app.merge_payload(v_merge);
end;
$$;
comment on function public.undo_patient_merge(uuid, uuid) is
  'Caller: owner, administrators and reception. Both are as they were before; what came after the merge, or was changed since, stays with the surviving one. For 30 days, the latest merge of a patient first. A repeated call answers the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 merge_not_found, PT409 merge_too_old, PT409 merge_not_last.';
revoke execute on function public.undo_patient_merge(uuid, uuid) from public, anon, authenticated;
grant execute on function public.undo_patient_merge(uuid, uuid) to authenticated;
