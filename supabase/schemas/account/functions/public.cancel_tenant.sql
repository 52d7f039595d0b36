create function public.cancel_tenant(p_tenant_id uuid, p_confirm text)
returns public.tenant_cancellations
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.tenant_cancellations;
begin
  perform app.require_member(p_tenant_id, array['owner']);
  if not exists (select from public.tenants t where t.id = p_tenant_id and t.name = app.normalize_name(left(p_confirm, 1000))) then
    raise sqlstate 'PT400' using message = 'clinic_name_differs';
  end if;
  insert into public.tenant_cancellations (tenant_id, deletion_on, cancelled_by)
  values (p_tenant_id, app.clinic_today(p_tenant_id) + 30, auth.uid())
  on conflict (tenant_id) do nothing returning * into v_row;
  if v_row.tenant_id is null then
    select * into v_row from public.tenant_cancellations c where c.tenant_id = p_tenant_id;
    return v_row;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  select p_tenant_id, 'delete_clinic', '{}', 'delete_clinic:' || d.day, d.day::timestamp at time zone app.clinic_zone(p_tenant_id) + d.hour
  from (values (v_row.deletion_on, interval '0'), (v_row.deletion_on - 7, interval '9 hours'), (v_row.deletion_on - 1, interval '9 hours')) d (day, hour)
  -- one that was restored today left its job
  on conflict do nothing;
  perform app.announce_deletion(p_tenant_id);
  perform app.audit(p_tenant_id, 'clinic.cancelled', 'clinic', p_tenant_id::text, null, jsonb_build_object('deletion_on', v_row.deletion_on));
  perform app.broadcast(p_tenant_id, 'member', '{}');
  return v_row;
end;
$$;
comment on function public.cancel_tenant(uuid, text) is
  'Caller: owner, who writes the name of the clinic. From now on it can be read and exported; after thirty days it is deleted, which owner and administrators hear by e-mail now, seven days and one day before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 clinic_name_differs.';
revoke execute on function public.cancel_tenant(uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_tenant(uuid, text) to authenticated;
