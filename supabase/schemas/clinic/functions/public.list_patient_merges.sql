create function public.list_patient_merges(
  p_tenant_id uuid, p_patient_id uuid default null, p_before jsonb default null, p_limit integer default 20
)
returns setof jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_at timestamptz := coalesce((p_before ->> 'merged_at')::timestamptz, 'infinity');
  v_id uuid := coalesce((p_before ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_merger(p_tenant_id);
  return query
    select app.merge_payload(m) from public.patient_merges m
    where m.tenant_id = p_tenant_id and m.undone_at is null and m.undo_until > now()
      and (p_patient_id is null or m.survivor_id = p_patient_id)
      and (m.merged_at, m.id) < (v_at, v_id)
    order by m.merged_at desc, m.id desc limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$$;
comment on function public.list_patient_merges(uuid, uuid, jsonb, integer) is
  'Caller: owner, administrators and reception. What can still be undone, the latest first, of one patient or of the clinic; as merge_patients answers it. p_before: {merged_at, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_patient_merges(uuid, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_patient_merges(uuid, uuid, jsonb, integer) to authenticated;
