create function app.api_list_sessions(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.session_resource(r.s) order by (r.s).starts_at, (r.s).id), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('starts_at', (r.s).starts_at, 'id', (r.s).id) order by (r.s).starts_at desc, (r.s).id desc))[1] end)
    from (
      select s from public.sessions s
      where s.tenant_id = p_tenant_id and s.starts_at >= coalesce((p_args ->> 'from')::timestamptz, now()) and s.starts_at < coalesce((p_args ->> 'to')::timestamptz, 'infinity')
        and (p_args ->> 'therapist_id' is null or s.therapist_id = (p_args ->> 'therapist_id')::uuid)
        and (p_args ->> 'patient_id' is null or exists (select from public.session_patients p
          where p.tenant_id = p_tenant_id and p.session_id = s.id and p.patient_id = (p_args ->> 'patient_id')::uuid))
        and (p_args -> 'after' is null or (s.starts_at, s.id) > ((p_args -> 'after' ->> 'starts_at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid))
      order by s.starts_at, s.id limit v_limit) r);
end;
$$;
revoke execute on function app.api_list_sessions(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_sessions(uuid, jsonb) to authenticated;
