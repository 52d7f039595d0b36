create function public.list_patient_sessions(p_tenant_id uuid, p_patient_id uuid, p_after jsonb default null, p_limit integer default 50)
returns table (
  id uuid, starts_at timestamptz, ends_at timestamptz, starts_local text, ends_local text, status text, session_status text,
  therapist_id uuid, therapist_name text, session_type_id uuid, type_name text, room_name text, is_online boolean, online_url text,
  price_cents integer, series_id uuid, patients integer, version integer
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  return query
    select s.id, s.starts_at, s.ends_at, app.local_text(s.starts_at, v_zone), app.local_text(s.ends_at, v_zone), p.status, s.status,
      s.therapist_id, t.name, s.session_type_id, y.name, r.name, s.is_online, s.online_url, s.price_cents, s.series_id,
      (select count(*)::int from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = s.id), s.version
    from public.session_patients p
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = p.session_id
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    where p.tenant_id = p_tenant_id and p.patient_id = p_patient_id
      and (s.starts_at, s.id) < (coalesce((p_after ->> 'starts_at')::timestamptz, 'infinity'),
        coalesce((p_after ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by s.starts_at desc, s.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_patient_sessions(uuid, uuid, jsonb, integer) is
  'Caller: members. Sessions of a patient, to come and past, the latest first. p_after: {starts_at, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.list_patient_sessions(uuid, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_patient_sessions(uuid, uuid, jsonb, integer) to authenticated;
