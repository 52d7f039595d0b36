create function app.announce_deletion(p_tenant_id uuid, p_now timestamptz default now())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_today date := (p_now at time zone app.clinic_zone(p_tenant_id))::date;
  v_stage smallint;
  v_row public.tenant_cancellations;
begin
  select * into v_row from public.tenant_cancellations c where c.tenant_id = p_tenant_id for update;
  v_stage := case when v_row.deletion_on - v_today <= 1 then 1 when v_row.deletion_on - v_today <= 7 then 7 else 30 end;
  if v_row.tenant_id is null or v_row.announced_days <= v_stage or v_row.deletion_on <= v_today then
    return false;
  end if;
  update public.tenant_cancellations c set announced_days = v_stage where c.tenant_id = p_tenant_id;
  perform app.send_email(p_tenant_id, 'clinic_deletion', p.email, jsonb_build_object('locale', p.locale, 'clinic', t.name,
    'deletion_on', v_row.deletion_on, 'days', v_row.deletion_on - v_today), format('deletion:%s:%s:%s', v_row.deletion_on, v_stage, p.id), p_now)
  from public.tenant_members m
  join public.profiles p on p.id = m.user_id
  join public.tenants t on t.id = p_tenant_id
  where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin');
  return true;
end;
$$;
comment on function app.announce_deletion(uuid, timestamptz) is
  'Tells owner and administrators by e-mail when their clinic is deleted: when it is cancelled, thirty days before, and seven days and one day before, once each. Whether it was time. Errors: none.';
revoke execute on function app.announce_deletion(uuid, timestamptz) from public, anon, authenticated;
