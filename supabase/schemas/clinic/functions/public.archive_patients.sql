create function public.archive_patients(p_tenant_id uuid, p_ids uuid[], p_archived boolean)
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_changed uuid[];
begin
  perform app.require_member(p_tenant_id);
  if cardinality(p_ids) > 200 then
    raise sqlstate 'PT400' using message = 'too_many_patients', detail = '200';
  end if;
  -- locked in one order: two who archive at once wait for each other
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = any (p_ids) order by p.id for update;
  with changed as (
    update public.patients p set archived_at = case when p_archived then now() end, version = p.version + 1
    where p.tenant_id = p_tenant_id and p.id = any (p_ids) and p.merged_into_id is null and (p.archived_at is not null) is distinct from p_archived
    returning p.id
  )
  select coalesce(array_agg(c.id), '{}') into v_changed from changed c;
  if v_changed <> '{}' then
    perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('ids', to_jsonb(v_changed)));
  end if;
  return query select unnest(v_changed);
end;
$$;
comment on function public.archive_patients(uuid, uuid[], boolean) is
  'Caller: members. Up to 200 at once out of lists, or back; answers whom that changed: whoever takes it back names them. Ids of nobody are ignored. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 too_many_patients.';
revoke execute on function public.archive_patients(uuid, uuid[], boolean) from public, anon, authenticated;
grant execute on function public.archive_patients(uuid, uuid[], boolean) to authenticated;
