create function app.timeline_sessions(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select s.id, s.starts_at, jsonb_build_object('status', x.status, 'type', y.name, 'therapist', h.name,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)))
  from public.session_patients x
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = x.session_id
  join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where x.tenant_id = p_tenant_id and x.patient_id = (p_subject ->> 'patient')::uuid and (s.starts_at, s.id) < (p_before, p_before_id)
  order by s.starts_at desc, s.id desc limit p_limit;
$$;
comment on function app.timeline_sessions(uuid, jsonb, timestamptz, uuid, integer) is
  'Sessions of a timeline: that they were, and nothing of what was said.';
revoke execute on function app.timeline_sessions(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
