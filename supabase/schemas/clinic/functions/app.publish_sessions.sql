create function app.publish_sessions(p_tenant_id uuid, p_ids uuid[], p_days date[] default '{}')
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_days date[];
  v_session jsonb;
begin
  if cardinality(p_ids) = 0 then
    return null;
  end if;
  select p_days || coalesce(array_agg((s.starts_at at time zone v_zone)::date), '{}') into v_days
  from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (p_ids);
  if cardinality(p_ids) = 1 then
    v_session := app.session_payload(p_tenant_id, p_ids[1]);
  end if;
  perform app.broadcast(p_tenant_id, 'session', jsonb_build_object('ids', to_jsonb(p_ids[1:200]),
    'from', (select min(d) from unnest(v_days) d), 'to', (select max(d) from unnest(v_days) d),
    'session', v_session));
  return v_session;
end;
$$;
comment on function app.publish_sessions(uuid, uuid[], date[]) is
  'Tells open screens which sessions changed; p_days are days that they have left. Answers the session, when it is one.';
revoke execute on function app.publish_sessions(uuid, uuid[], date[]) from public, anon, authenticated;
