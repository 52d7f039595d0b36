-- Sessions that are still to take place: they are cancelled by somebody, who tells the person, before anything is erased.
create function app.count_future_sessions(p_tenant_id uuid, p_patient_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select count(*) from public.session_patients p
  join public.sessions s on s.tenant_id = p.tenant_id and s.id = p.session_id
  where p.tenant_id = p_tenant_id and p.patient_id = p_patient_id and s.starts_at > now() and s.blocks_time;
$$;
revoke execute on function app.count_future_sessions(uuid, uuid) from public, anon, authenticated;
